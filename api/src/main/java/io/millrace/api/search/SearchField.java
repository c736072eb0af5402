package io.millrace.api.search;

import graphql.language.FieldDefinition;
import graphql.language.InputValueDefinition;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.millrace.api.page.PageRange;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.Relation.SortKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A field whose pages a search can answer: how its arguments {@code query}, {@code filter} and
 * {@code orderBy} become one.
 */
public final class SearchField {

  private final ReadModel model;
  private final List<SortKey> defaultOrder;
  private final TextQuery text;
  private final Optional<Filter> filter;
  private final Optional<OrderReader> order;
  private final FilterLimits limits;

  private SearchField(
      ReadModel model,
      List<SortKey> defaultOrder,
      Optional<Filter> filter,
      Optional<OrderReader> order,
      FilterLimits limits) {
    this.model = model;
    this.defaultOrder = List.copyOf(defaultOrder);
    this.text = new TextQuery(model);
    this.filter = filter;
    this.order = order;
    this.limits = limits;
  }

  /**
   * Reads a field's arguments from the SDL.
   *
   * @param defaultOrder the order where none is asked for and there is no text to match
   */
  public static SearchField of(
      TypeDefinitionRegistry sdl,
      FieldDefinition field,
      ReadModel model,
      List<SortKey> defaultOrder,
      FilterLimits limits) {
    return new SearchField(
        model,
        defaultOrder,
        argument(field, "filter")
            .flatMap(argument -> FilterReader.inputType(sdl, argument))
            .map(input -> new FilterReader(sdl).read(input, model.shape())),
        argument(field, "orderBy")
            .flatMap(argument -> FilterReader.inputType(sdl, argument))
            .map(input -> OrderReader.of(sdl, input)),
        limits);
  }

  /** The read model that it searches. */
  public ReadModel model() {
    return model;
  }

  /** What the arguments of one call ask for, apart from the page. */
  public Asked ask(Map<String, ? extends @Nullable Object> arguments) {
    var words = arguments.get("query") instanceof String query ? query.strip() : "";
    var conditions =
        arguments.get("filter") instanceof Map<?, ?> given
            ? conditions(given)
            : Map.<String, @Nullable Object>of();
    return new Asked(words, conditions, order(arguments, words));
  }

  @SuppressWarnings("unchecked") // an input object's keys are names
  private static Map<String, @Nullable Object> conditions(Map<?, ?> given) {
    return (Map<String, @Nullable Object>) given;
  }

  @SuppressWarnings("unchecked") // the SDL says so
  private ResultOrder order(Map<String, ? extends @Nullable Object> arguments, String words) {
    if (order.isPresent()
        && arguments.get("orderBy") instanceof List<?> given
        && !given.isEmpty()) {
      return new ResultOrder.ByFields(order.get().read((List<Map<String, ?>>) given));
    }
    return words.isEmpty() || !text.isPossible()
        ? new ResultOrder.ByFields(defaultOrder)
        : new ResultOrder.ByRelevance();
  }

  /**
   * What one call asks for.
   *
   * @param words the text to match, empty for none
   * @param conditions the filter, empty for none
   * @param order the order
   */
  public record Asked(String words, Map<String, @Nullable Object> conditions, ResultOrder order) {

    /** What makes the list that it asks for this one; cursors are bound to it. */
    public String identity() {
      return words + "\n" + conditions + "\n" + order;
    }

    /** Whether it asks for nothing but the default. */
    public boolean isPlain(List<SortKey> defaultOrder) {
      return words.isEmpty()
          && conditions.values().stream().allMatch(Objects::isNull)
          && order.equals(new ResultOrder.ByFields(defaultOrder));
    }
  }

  /**
   * The documents whose field holds the id of {@code parent}.
   *
   * @param by the field
   * @param parent the global id
   */
  public record HeldBy(String by, String parent) {}

  /**
   * The search for a page.
   *
   * @param asked what the call asks for
   * @param within the parent whose children are searched, empty for all documents
   * @param page the page
   * @param total whether the number of all matches is wanted
   * @param cursors whether cursors of the page are wanted
   */
  public SearchRequest request(
      Asked asked, Optional<HeldBy> within, PageRange page, boolean total, boolean cursors) {
    var fields = new HashSet<String>();
    var query = query(asked, within, fields);
    // A score means something only within one view of the index.
    boolean pinned =
        asked.order() instanceof ResultOrder.ByRelevance && (cursors || page.start() != null);
    return new SearchRequest(
        model.type(), query, dependencies(asked, fields), asked.order(), page, total, pinned);
  }

  private String query(Asked asked, Optional<HeldBy> within, Set<String> fields) {
    var clauses = new ArrayList<Clause>();
    within.ifPresent(held -> clauses.add(Filter.holds(held.by(), held.parent())));
    filter.ifPresent(bound -> clauses.addAll(bound.clauses(asked.conditions(), limits)));
    clauses.forEach(clause -> fields.addAll(clause.fields()));
    var root = JsonNodeFactory.instance.objectNode();
    var bool = root.putObject("bool");
    bool.set("filter", Clause.queries(clauses));
    if (!asked.words().isEmpty() && text.isPossible()) {
      bool.putArray("must").add(text.of(asked.words()));
    }
    return root.toString();
  }

  private Set<String> dependencies(Asked asked, Set<String> fields) {
    if (asked.order() instanceof ResultOrder.ByFields(var keys)) {
      keys.forEach(key -> fields.add(key.field()));
    }
    if (!asked.words().isEmpty()) {
      model.shape().fields().stream()
          .filter(field -> field.indexing().textBoost() != null)
          .forEach(field -> fields.add(field.name()));
    }
    return fields;
  }

  private static Optional<InputValueDefinition> argument(FieldDefinition field, String name) {
    return field.getInputValueDefinitions().stream()
        .filter(argument -> argument.getName().equals(name))
        .findFirst();
  }
}
