package io.millrace.api.search;

import io.millrace.schema.document.IndexFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A filter input type bound to the fields of documents. Everything given must hold: a scalar means
 * equal, a list any of (an empty one: nothing), a range its bounds. A null counts as not given, as
 * clients send it for a variable that they leave out.
 */
final class Filter {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, Condition> conditions;

  Filter(Map<String, Condition> conditions) {
    this.conditions = Map.copyOf(conditions);
  }

  /** What a filter field demands. */
  sealed interface Condition {

    /** The document's field is equal to the argument, or to one of a list. */
    record Equal(String field, String path, IndexedValue value) implements Condition {}

    /** The document's field is between two bounds. */
    record Range(String field, String path, IndexedValue value) implements Condition {}

    /** One element of the document's list meets all of a filter. */
    record Element(String field, String path, Filter filter) implements Condition {}

    /** The object in the document meets a filter. */
    record Inside(String field, Filter filter) implements Condition {}

    /** The document's outermost field that it asks about. */
    String field();
  }

  /** Adds the clauses that the argument demands, and the names of the fields they ask about. */
  void addTo(
      Map<String, ? extends @Nullable Object> argument, ArrayNode clauses, Set<String> fields) {
    argument.forEach(
        (name, value) -> {
          var condition = conditions.get(name);
          if (value != null && condition != null) {
            fields.add(condition.field());
            clauses.addAll(clauses(condition, value));
          }
        });
  }

  private static List<JsonNode> clauses(Condition condition, Object argument) {
    return switch (condition) {
      case Condition.Equal(_, var path, var value) -> List.of(terms(path, value, argument));
      case Condition.Range(_, var path, var value) -> range(path, value, argument);
      case Condition.Element(_, var path, var filter) -> {
        var inner = filter.clauses(argument);
        var element = JSON.objectNode();
        var nested = element.putObject("nested").put("path", path);
        nested.putObject("query").putObject("bool").set("filter", inner);
        yield List.of(element);
      }
      case Condition.Inside(_, var filter) -> {
        var inner = new ArrayList<JsonNode>();
        filter.clauses(argument).forEach(inner::add);
        yield inner;
      }
    };
  }

  @SuppressWarnings("unchecked") // an input object is a map
  private ArrayNode clauses(Object argument) {
    var clauses = JSON.arrayNode();
    addTo((Map<String, @Nullable Object>) argument, clauses, new HashSet<>());
    return clauses;
  }

  private static ObjectNode terms(String path, IndexedValue value, Object argument) {
    var clause = JSON.objectNode();
    var values = clause.putObject("terms").putArray(path);
    var arguments = argument instanceof Collection<?> several ? several : List.of(argument);
    arguments.forEach(each -> value.exact(each).map(Filter::json).ifPresent(values::add));
    return clause;
  }

  private static List<JsonNode> range(String path, IndexedValue value, Object argument) {
    var bounds = (Map<?, ?>) argument;
    var range = JSON.objectNode();
    if (bounds.get("gte") instanceof Object least) {
      range.set("gte", json(value.atLeast(least)));
    }
    if (bounds.get("lte") instanceof Object greatest) {
      range.set("lte", json(value.atMost(greatest)));
    }
    if (range.isEmpty()) {
      return List.of();
    }
    var clause = JSON.objectNode();
    clause.putObject("range").set(path, range);
    return List.of(clause);
  }

  private static JsonNode json(Object value) {
    return JsonMapper.shared().valueToTree(value);
  }

  /** The clause that a document's field holds this id. */
  static ObjectNode holds(String field, String globalId) {
    var clause = JSON.objectNode();
    clause.putObject("term").put(IndexFields.value(field), globalId);
    return clause;
  }
}
