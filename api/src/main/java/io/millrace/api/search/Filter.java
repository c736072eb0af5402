package io.millrace.api.search;

import io.millrace.api.error.RequestException;
import io.millrace.api.rule.Viewer;
import io.millrace.schema.catalog.AccessRule;
import io.millrace.schema.document.IndexFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A filter input type bound to the fields of documents. Everything given must hold: a scalar means
 * equal, a list any of (an empty one: nothing), a range its bounds. A null counts as not given, as
 * clients send it for a variable that they leave out, and a filter in which nothing is given
 * demands nothing, wherever it stands.
 *
 * <p>A condition on a field that is null does not hold, so that its negation does: a document
 * either meets a filter or its {@code not}.
 */
final class Filter {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, Condition> conditions;

  Filter(Map<String, Condition> conditions) {
    this.conditions = Map.copyOf(conditions);
  }

  /** What a filter field demands. */
  sealed interface Condition {

    /** The field is equal to the argument, or to one of a list. */
    record Equal(String field, String path, IndexedValue value) implements Condition {}

    /** The field is between two bounds. */
    record Range(String field, String path, IndexedValue value) implements Condition {}

    /**
     * The object in a field meets a condition, or one element of the list in it.
     *
     * @param nestedPath where the elements are in the index, null for a single object
     */
    record Inside(String field, @Nullable String nestedPath, Condition condition)
        implements Condition {}

    /** Only callers who meet a rule may ask it. */
    record Guarded(AccessRule rule, String field, Condition condition) implements Condition {}

    /** A filter holds of what the argument is asked of. */
    record Meets(Filter filter) implements Condition {}

    /** The filter that has it holds in this way of the argument: a list of filters, or one. */
    enum Combination implements Condition {
      AND,
      OR,
      NOT
    }
  }

  /**
   * Ends what asks about a field that the caller may not read.
   *
   * @throws io.millrace.api.error.RequestException where the argument does
   */
  void require(Object argument, Viewer viewer) {
    ((Map<?, ?>) argument)
        .forEach(
            (name, value) -> {
              var condition = conditions.get((String) name);
              if (value != null && condition != null) {
                require(condition, value, viewer);
              }
            });
  }

  private void require(Condition condition, Object argument, Viewer viewer) {
    switch (condition) {
      case Condition.Guarded(var rule, var field, var inner) -> {
        viewer.require(rule, field);
        require(inner, argument, viewer);
      }
      case Condition.Inside(_, _, var inner) -> require(inner, argument, viewer);
      case Condition.Meets(var filter) -> filter.require(argument, viewer);
      case Condition.Combination.AND, Condition.Combination.OR ->
          ((Collection<?>) argument).forEach(part -> require(part, viewer));
      case Condition.Combination.NOT -> require(argument, viewer);
      case Condition.Equal _, Condition.Range _ -> {
        // Everybody may ask it.
      }
    }
  }

  /**
   * What the argument demands; all of it must hold.
   *
   * @throws io.millrace.api.error.RequestException when it demands more than is allowed
   */
  List<Clause> clauses(Map<String, ? extends @Nullable Object> argument, FilterLimits limits) {
    return clauses(argument, new FilterUse(limits), 1);
  }

  private List<Clause> clauses(Object argument, FilterUse use, int depth) {
    var clauses = new ArrayList<Clause>();
    ((Map<?, ?>) argument)
        .forEach(
            (name, value) -> {
              var condition = conditions.get((String) name);
              if (value != null && condition != null) {
                clause(condition, value, use, depth).ifPresent(clauses::add);
              }
            });
    return clauses;
  }

  private Optional<Clause> clause(Condition condition, Object argument, FilterUse use, int depth) {
    if (condition instanceof Condition.Guarded(_, _, var inner)) {
      return clause(inner, argument, use, depth);
    }
    use.condition(depth);
    return switch (condition) {
      case Condition.Guarded _ -> throw new AssertionError("unwrapped above");
      case Condition.Equal(var field, var path, var value) ->
          Optional.of(Clause.on(field, terms(path, value, argument, use)));
      case Condition.Range(var field, var path, var value) ->
          range(path, value, (Map<?, ?>) argument).map(query -> Clause.on(field, query));
      case Condition.Inside(var field, var nestedPath, var inner) ->
          clause(inner, argument, use, depth)
              .map(clause -> nestedPath == null ? clause : clause.ofOneAt(nestedPath))
              .map(clause -> Clause.on(field, clause.query()));
      case Condition.Meets(var filter) -> Clause.all(filter.clauses(argument, use, depth + 1));
      case Condition.Combination.AND -> Clause.all(parts(argument, use, depth + 1).flat());
      case Condition.Combination.OR -> parts(argument, use, depth + 1).any();
      case Condition.Combination.NOT ->
          Clause.all(clauses(argument, use, depth + 1)).map(Clause::not);
    };
  }

  private Parts parts(Object argument, FilterUse use, int depth) {
    return new Parts(
        ((Collection<?>) argument)
            .stream()
                .map(
                    part -> {
                      use.condition(depth);
                      return Clause.all(clauses(part, use, depth));
                    })
                .toList());
  }

  /** The filters of a list; one that demands nothing is empty. */
  private record Parts(List<Optional<Clause>> clauses) {

    List<Clause> flat() {
      return clauses.stream().flatMap(Optional::stream).toList();
    }

    Optional<Clause> any() {
      return flat().size() < clauses.size() ? Optional.empty() : Optional.of(Clause.any(flat()));
    }
  }

  private static ObjectNode terms(String path, IndexedValue value, Object argument, FilterUse use) {
    var clause = JSON.objectNode();
    var values = clause.putObject("terms").putArray(path);
    var arguments = argument instanceof Collection<?> several ? several : List.of(argument);
    use.values(arguments.size());
    arguments.forEach(each -> value.exact(each).map(Filter::json).ifPresent(values::add));
    return clause;
  }

  private static Optional<JsonNode> range(String path, IndexedValue value, Map<?, ?> bounds) {
    var range = JSON.objectNode();
    bounds.forEach(
        (name, bound) -> {
          if (bound != null) {
            range.set((String) name, json(bound((String) name, value, bound)));
          }
        });
    if ((range.has("gt") && range.has("gte")) || (range.has("lt") && range.has("lte"))) {
      throw RequestException.badInput("A range has one lower and one upper bound at most");
    }
    if (range.isEmpty()) {
      return Optional.empty();
    }
    var clause = JSON.objectNode();
    clause.putObject("range").set(path, range);
    return Optional.of(clause);
  }

  /** A bound between two values of the index becomes the one that leaves the same values out. */
  private static Object bound(String name, IndexedValue value, Object bound) {
    return switch (name) {
      case "gte", "lt" -> value.atLeast(bound);
      case "lte", "gt" -> value.atMost(bound);
      default -> throw new AssertionError(name);
    };
  }

  private static JsonNode json(Object value) {
    return JsonMapper.shared().valueToTree(value);
  }

  /** The clause that a document's field holds this id. */
  static Clause holds(String field, String globalId) {
    var clause = JSON.objectNode();
    clause.putObject("term").put(IndexFields.value(field), globalId);
    return new Clause(Set.of(field), clause);
  }
}
