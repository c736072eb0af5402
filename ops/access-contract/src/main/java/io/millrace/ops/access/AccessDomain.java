package io.millrace.ops.access;

import io.millrace.schema.catalog.Catalog;
import java.net.URI;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A running API with rows whose owners are known. */
public interface AccessDomain {

  /** What the API was made from. */
  Catalog catalog();

  /** Where it takes operations by POST. */
  URI graphql();

  /** Those who ask, the unknown one first. */
  List<Caller> callers();

  /**
   * A row of a read model; where rows have owners, one of the second caller.
   *
   * @return its global id
   */
  String sample(String type);

  /** A document as the stores hold it, inaccessible fields included. */
  JsonNode document(String globalId);

  /**
   * Arguments of fields that can't be guessed from their types, by {@code Type.field}: what stands
   * between the parentheses.
   */
  default Map<String, String> arguments() {
    return Map.of();
  }

  /**
   * Somebody who asks.
   *
   * @param name what the tables call the caller
   * @param headers what identifies the caller
   */
  record Caller(String name, Map<String, String> headers) {
    public Caller {
      headers = Map.copyOf(headers);
    }
  }
}
