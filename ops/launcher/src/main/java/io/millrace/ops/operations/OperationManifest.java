package io.millrace.ops.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The documents of a client's build, by their ids: either Apollo's manifest ({@code
 * generate-persisted-query-manifest}) or one JSON object of ids and texts, as Relay's compiler and
 * graphql-codegen's client preset write it.
 *
 * @param operations at least one
 */
public record OperationManifest(List<NamedOperation> operations) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final String APOLLO = "apollo-persisted-query-manifest";

  /**
   * A document.
   *
   * @param id the name by which clients ask for it
   * @param document its text
   */
  public record NamedOperation(String id, String document) {}

  public OperationManifest {
    operations = List.copyOf(operations);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException saying what is wrong with it, and where
   */
  public static OperationManifest read(Path file) {
    try {
      var manifest = read(JSON.readTree(Files.readString(file)));
      if (manifest.operations().isEmpty()) {
        throw new IllegalArgumentException("there is no operation in it");
      }
      return manifest;
    } catch (JacksonException broken) {
      var place = broken.getLocation();
      throw new IllegalArgumentException(
          "%s is no JSON: line %d, column %d: %s"
              .formatted(file, place.getLineNr(), place.getColumnNr(), broken.getOriginalMessage()),
          broken);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(file + ": " + wrong.getMessage(), wrong);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("%s can't be read".formatted(file), unreadable);
    }
  }

  private static OperationManifest read(JsonNode root) {
    if (!root.isObject()) {
      throw new IllegalArgumentException(
          "it must be a JSON object: of ids and documents, or Apollo's manifest");
    }
    return root.has("format") && root.has("operations") ? apollo(root) : plain(root);
  }

  private static OperationManifest apollo(JsonNode root) {
    if (!APOLLO.equals(root.path("format").asString(""))
        || root.path("version").asInt(0) != 1
        || !root.path("operations").isArray()) {
      throw new IllegalArgumentException(
          "it has \"format\" and \"operations\", but is no \"%s\" of version 1".formatted(APOLLO));
    }
    var operations = new ArrayList<NamedOperation>();
    for (var operation : root.path("operations")) {
      operations.add(
          named(
              text(operation.path("id"), "operations[%d].id", operations.size()),
              operation.path("body"),
              "operations[%d].body".formatted(operations.size())));
    }
    return new OperationManifest(operations);
  }

  private static OperationManifest plain(JsonNode root) {
    return new OperationManifest(
        root.properties().stream()
            .map(entry -> named(entry.getKey(), entry.getValue(), '"' + entry.getKey() + '"'))
            .toList());
  }

  private static NamedOperation named(String id, JsonNode document, String place) {
    if (id.isBlank() || id.length() > 200) {
      throw new IllegalArgumentException("an id has 1 to 200 characters: \"%s\"".formatted(id));
    }
    return new NamedOperation(id, text(document, "%s", place));
  }

  private static String text(JsonNode node, String place, Object where) {
    if (!node.isString()) {
      throw new IllegalArgumentException(place.formatted(where) + " must be a text");
    }
    return node.asString();
  }
}
