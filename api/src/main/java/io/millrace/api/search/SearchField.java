package io.millrace.api.search;

import graphql.language.FieldDefinition;
import graphql.language.InputValueDefinition;
import io.millrace.api.page.PageRange;
import io.millrace.api.rule.Viewer;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.DocumentField;
import io.millrace.schema.catalog.DocumentField.Indexing;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.Relation.SortKey;
import io.millrace.schema.catalog.SearchConnection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A field whose pages a search can answer: how its arguments {@code query}, {@code typeAhead},
 * {@code filter} and {@code orderBy} become one, with the parts of the page that are selected.
 */
public final class SearchField {

  private final ReadModel model;
  private final List<SortKey> defaultOrder;
  private final TextQuery text;
  private final TextQuery beginnings;
  private final Map<String, Facet> facets;
  private final Highlighting highlighting;
  private final Optional<Filter> filter;
  private final Optional<OrderReader> order;
  private final FilterLimits limits;
  private final FieldRules rules;

  private SearchField(
      ReadModel model,
      List<SortKey> defaultOrder,
      SearchConnection connection,
      Optional<Filter> filter,
      Optional<OrderReader> order,
      FilterLimits limits,
      FieldRules rules) {
    this.model = model;
    this.defaultOrder = List.copyOf(defaultOrder);
    this.text = TextQuery.ofWords(model, rules, limits);
    this.beginnings = TextQuery.ofBeginnings(model, rules, limits);
    this.facets =
        connection.facets().stream()
            .map(facet -> new Facet(facet, model.shape().field(facet.field()).orElseThrow()))
            .collect(Collectors.toMap(Facet::name, facet -> facet));
    this.highlighting = new Highlighting(connection.highlights());
    this.filter = filter;
    this.order = order;
    this.limits = limits;
    this.rules = rules;
  }

  /**
   * Reads a field's arguments from the SDL.
   *
   * @param catalog the SDL and its rules
   * @param connection what its type counts and highlights
   * @param defaultOrder the order where none is asked for and there is no text to match
   */
  public static SearchField of(
      Catalog catalog,
      FieldDefinition field,
      SearchConnection connection,
      ReadModel model,
      List<SortKey> defaultOrder,
      FilterLimits limits) {
    var sdl = catalog.definitions();
    return new SearchField(
        model,
        defaultOrder,
        connection,
        argument(field, "filter")
            .flatMap(argument -> FilterReader.inputType(sdl, argument))
            .map(input -> new FilterReader(sdl, catalog.rules()).read(input, model.shape())),
        argument(field, "orderBy")
            .flatMap(argument -> FilterReader.inputType(sdl, argument))
            .map(input -> OrderReader.of(sdl, input)),
        limits,
        new FieldRules(catalog.rules()));
  }

  /** The read model that it searches. */
  public ReadModel model() {
    return model;
  }

  /**
   * Ends a call that asks about what its caller may not read: a filter, an order, or words where no
   * field can be searched. Of facets and highlights their own rules say so.
   *
   * @throws io.millrace.api.error.RequestException where the arguments ask about such a field
   */
  public void require(Map<String, ? extends @Nullable Object> arguments, Viewer viewer) {
    var asked = ask(arguments);
    filter.ifPresent(bound -> bound.require(asked.conditions(), viewer));
    if (asked.order() instanceof ResultOrder.ByFields(var keys)) {
      keys.forEach(
          key ->
              viewer.require(
                  rules.of(model.shape(), key.field()), model.type() + "." + key.field()));
    }
    if (!asked.words().isEmpty()) {
      text.require(viewer);
    }
    if (!asked.begun().isEmpty()) {
      beginnings.require(viewer);
    }
  }

  /** What the arguments of one call ask for, apart from the page. */
  public Asked ask(Map<String, ? extends @Nullable Object> arguments) {
    var words = words(arguments, "query", text);
    var begun = words(arguments, "typeAhead", beginnings);
    var conditions =
        arguments.get("filter") instanceof Map<?, ?> given
            ? conditions(given)
            : Map.<String, @Nullable Object>of();
    return new Asked(words, begun, conditions, order(arguments, words + begun));
  }

  private static String words(
      Map<String, ? extends @Nullable Object> arguments, String name, TextQuery query) {
    return arguments.get(name) instanceof String given && query.isPossible() ? given.strip() : "";
  }

  @SuppressWarnings("unchecked") // an input object's keys are names
  private static Map<String, @Nullable Object> conditions(Map<?, ?> given) {
    return (Map<String, @Nullable Object>) given;
  }

  /** The value by which arguments order a second time, where they do. */
  public Optional<String> orderedTwice(Map<String, ? extends @Nullable Object> arguments) {
    return order.flatMap(reader -> reader.repeated(orderBy(arguments)));
  }

  private ResultOrder order(Map<String, ? extends @Nullable Object> arguments, String words) {
    var given = orderBy(arguments);
    if (order.isPresent() && !given.isEmpty()) {
      return new ResultOrder.ByFields(order.get().read(given));
    }
    return words.isEmpty() ? new ResultOrder.ByFields(defaultOrder) : new ResultOrder.ByRelevance();
  }

  @SuppressWarnings("unchecked") // the SDL says so
  private static List<Map<String, ?>> orderBy(Map<String, ? extends @Nullable Object> arguments) {
    return arguments.get("orderBy") instanceof List<?> given
        ? (List<Map<String, ?>>) given
        : List.of();
  }

  /**
   * What one call asks for.
   *
   * @param words the words to find, empty for none
   * @param begun the beginnings of words to find, empty for none
   * @param conditions the filter, empty for none
   * @param order the order
   */
  public record Asked(
      String words, String begun, Map<String, @Nullable Object> conditions, ResultOrder order) {

    /** What makes the list that it asks for this one; cursors are bound to it. */
    public String identity() {
      return words + "\n" + begun + "\n" + conditions + "\n" + order;
    }

    /** Whether it asks for nothing but the default. */
    public boolean isPlain(List<SortKey> defaultOrder) {
      return words.isEmpty()
          && begun.isEmpty()
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
   * @param selection which parts of the page are wanted
   * @param viewer who asks, and gets the rows that he may see
   */
  public SearchRequest request(
      Asked asked,
      Optional<HeldBy> within,
      PageRange page,
      PageSelection selection,
      Viewer viewer) {
    var demanded = filter.map(bound -> bound.clauses(asked.conditions(), limits)).orElse(List.of());
    var counted = facets.values().stream().filter(by -> selection.facets().contains(by.name()));
    var split = new FacetSplit(counted.toList(), demanded);
    var always = new ArrayList<>(split.always());
    within.ifPresent(held -> always.add(Filter.holds(held.by(), held.parent())));
    // Not among those that a facet may ignore.
    var visible = VisibleRows.clause(viewer.of(model.type()));
    visible.ifPresent(always::add);
    // A score means something only within one view of the index.
    boolean pinned =
        asked.order() instanceof ResultOrder.ByRelevance
            && (selection.cursors() || page.start() != null);
    return new SearchRequest(
        model.type(),
        query(asked, always, viewer),
        dependencies(asked, within, demanded, visible, split),
        asked.order(),
        page,
        selection.total(),
        pinned,
        extras(asked, split, selection, viewer));
  }

  private String query(Asked asked, List<Clause> clauses, Viewer viewer) {
    var root = JsonNodeFactory.instance.objectNode();
    var bool = root.putObject("bool");
    bool.set("filter", Clause.queries(clauses));
    var must = bool.putArray("must");
    if (!asked.words().isEmpty()) {
      must.add(text.of(asked.words(), viewer));
    }
    if (!asked.begun().isEmpty()) {
      must.add(beginnings.of(asked.begun(), viewer));
    }
    return root.toString();
  }

  private SearchExtras extras(
      Asked asked, FacetSplit split, PageSelection selection, Viewer viewer) {
    var highlights =
        asked.words().isEmpty()
            ? Map.<String, String>of()
            : highlighting.names(selection.highlights());
    return new SearchExtras(
        split.facets(),
        split.aggregations(),
        split.postFilter(),
        highlights,
        highlights.isEmpty()
            ? null
            : highlighting.request(highlights.keySet(), text.of(asked.words(), viewer)));
  }

  private Set<String> dependencies(
      Asked asked,
      Optional<HeldBy> within,
      List<Clause> demanded,
      Optional<Clause> visible,
      FacetSplit split) {
    var fields = new HashSet<String>();
    within.ifPresent(held -> fields.add(held.by()));
    demanded.forEach(clause -> fields.addAll(clause.fields()));
    visible.ifPresent(clause -> fields.addAll(clause.fields()));
    split.facets().forEach(facet -> fields.add(facet.field()));
    if (asked.order() instanceof ResultOrder.ByFields(var keys)) {
      keys.forEach(key -> fields.add(key.field()));
    }
    if (!asked.words().isEmpty()) {
      fields.addAll(fields(indexing -> indexing.textBoost() != null));
    }
    if (!asked.begun().isEmpty()) {
      fields.addAll(fields(Indexing::suggest));
    }
    return fields;
  }

  private List<String> fields(Predicate<Indexing> of) {
    return model.shape().fields().stream()
        .filter(field -> of.test(field.indexing()))
        .map(DocumentField::name)
        .toList();
  }

  private static Optional<InputValueDefinition> argument(FieldDefinition field, String name) {
    return field.getInputValueDefinitions().stream()
        .filter(argument -> argument.getName().equals(name))
        .findFirst();
  }
}
