package io.millrace.schema.document;

import io.millrace.schema.catalog.DocumentField;
import io.millrace.schema.catalog.DocumentField.Indexing;
import io.millrace.schema.catalog.ObjectShape;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.WireType;
import io.millrace.schema.catalog.WireType.ScalarKind;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Elasticsearch index of a read model: only what is filtered, sorted, counted or matched, and
 * nothing that the mapping does not name ({@code dynamic: strict}). It uses what both the official
 * distribution and the local node have.
 */
public final class IndexMapping {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ReadModel model;
  private final List<TextField> textFields = new ArrayList<>();
  private final List<String> suggestFields = new ArrayList<>();
  private final ObjectNode mappings;

  private IndexMapping(ReadModel model) {
    this.model = model;
    this.mappings = strict();
    var properties = mappings.putObject("properties");
    properties.putObject(IndexFields.KEY).put("type", "keyword");
    properties.set("doc", object(model.shape(), List.of()));
    properties.set("sort", sortKeys());
  }

  /** The index of a read model. */
  public static IndexMapping of(ReadModel model) {
    return new IndexMapping(model);
  }

  /**
   * A field that full-text queries match.
   *
   * @param path its place in the index
   * @param boost its weight
   */
  public record TextField(String path, double boost) {}

  /** The fields that a full-text query matches. */
  public List<TextField> textFields() {
    return List.copyOf(textFields);
  }

  /** The places of the fields that answer type-ahead. */
  public List<String> suggestFields() {
    return List.copyOf(suggestFields);
  }

  /** The body of a request that creates the index, JSON. */
  public String createIndex(IndexSettings settings) {
    var body = object();
    body.set("settings", IndexAnalysis.settings(settings));
    body.set("mappings", mappings);
    return JSON.writeValueAsString(body);
  }

  /** The mappings alone, JSON, indented for people. */
  public String mappings() {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(mappings);
  }

  private ObjectNode sortKeys() {
    var sort = strict();
    var properties = sort.putObject("properties");
    for (var field : model.shape().fields()) {
      if (field.indexing().sortable()) {
        properties
            .putObject(field.name())
            .put("type", SortKeys.isText(field.type()) ? "keyword" : "long")
            .put("index", false);
      }
    }
    return sort;
  }

  private ObjectNode object(ObjectShape shape, List<String> path) {
    var object = strict();
    var properties = object.putObject("properties");
    for (var field : shape.fields()) {
      if (holdsIndexed(field)) {
        var below = new ArrayList<>(path);
        below.add(field.name());
        properties.set(field.name(), field(field, below));
      }
    }
    return object;
  }

  private ObjectNode field(DocumentField field, List<String> path) {
    var nested = field.type().nestedShape();
    if (nested.isEmpty()) {
      return leaf(field, path);
    }
    var object = object(nested.get(), path);
    if (field.type() instanceof WireType.ListOf) {
      object.put("type", "nested");
      // So that one full-text query matches elements and document alike.
      object.put("include_in_root", holdsText(nested.get()));
    }
    return object;
  }

  private ObjectNode leaf(DocumentField field, List<String> path) {
    var indexing = field.indexing();
    var leaf = object();
    if (SortKeys.isText(elementOf(field.type()))) {
      leaf.put("type", "keyword")
          .put("index", indexing.filterable() || indexing.facet())
          .put("ignore_above", IndexFields.MAX_KEYWORD_LENGTH);
      textSubfields(indexing, leaf, path);
    } else {
      numeric(leaf, ((WireType.Scalar) elementOf(field.type())).kind());
    }
    return leaf.put("doc_values", indexing.facet());
  }

  private void textSubfields(Indexing indexing, ObjectNode leaf, List<String> path) {
    if (indexing.textBoost() == null && !indexing.suggest()) {
      return;
    }
    var names = path.toArray(String[]::new);
    var subfields = leaf.putObject("fields");
    Double boost = indexing.textBoost();
    if (boost != null) {
      textFields.add(new TextField(IndexFields.text(names), boost));
      subfields.putObject("text").put("type", "text").put("analyzer", IndexFields.TEXT_ANALYZER);
    }
    if (indexing.suggest()) {
      suggestFields.add(IndexFields.suggest(names));
      subfields
          .putObject("suggest")
          .put("type", "text")
          .put("analyzer", IndexFields.SUGGEST_ANALYZER)
          .put("search_analyzer", IndexFields.SUGGEST_QUERY_ANALYZER);
    }
  }

  private static void numeric(ObjectNode leaf, ScalarKind kind) {
    switch (kind) {
      case INT, LONG, DECIMAL -> leaf.put("type", "long");
      case FLOAT -> leaf.put("type", "double");
      case BOOLEAN -> leaf.put("type", "boolean");
      case DATE_TIME -> leaf.put("type", "date").put("format", "epoch_millis");
      case DATE -> leaf.put("type", "date").put("format", "strict_date");
      case STRING -> throw new AssertionError("a string is text");
    }
  }

  /** Whether {@code doc} holds the field or a field below it; a sort key has a place of its own. */
  static boolean holdsIndexed(DocumentField field) {
    return field
        .type()
        .nestedShape()
        .map(shape -> shape.fields().stream().anyMatch(IndexMapping::holdsIndexed))
        .orElseGet(() -> isSearched(field.indexing()));
  }

  private static boolean isSearched(Indexing indexing) {
    return indexing.filterable()
        || indexing.textBoost() != null
        || indexing.suggest()
        || indexing.facet();
  }

  private static boolean holdsText(ObjectShape shape) {
    return shape.fields().stream()
        .anyMatch(
            field ->
                field
                    .type()
                    .nestedShape()
                    .map(IndexMapping::holdsText)
                    .orElse(field.indexing().textBoost() != null || field.indexing().suggest()));
  }

  private static WireType elementOf(WireType type) {
    return type instanceof WireType.ListOf list ? elementOf(list.element()) : type;
  }

  private static ObjectNode strict() {
    return object().put("dynamic", "strict");
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
