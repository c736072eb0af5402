package io.millrace.api.graphql;

import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.schema.DataFetcher;
import graphql.schema.FieldCoordinates;
import graphql.schema.idl.TypeUtil;
import io.millrace.api.command.CommandFetchers;
import io.millrace.api.page.Cursors;
import io.millrace.api.page.PageLimits;
import io.millrace.api.read.DocumentReads;
import io.millrace.api.search.FilterLimits;
import io.millrace.api.search.SearchField;
import io.millrace.api.search.Searches;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.ObjectShape;
import io.millrace.schema.catalog.Relation;
import io.millrace.schema.catalog.Relation.SortKey;
import io.millrace.schema.catalog.RootField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the catalog says about each field, as the fetcher that answers it. */
final class EngineFetchers {

  private static final String QUERY = "Query";

  private final Catalog catalog;
  private final DocumentReads documents;
  private final Searches searches;
  private final Cursors cursors;
  private final PageLimits limits;
  private final FilterLimits filterLimits;
  private final Map<String, ObjectShape> shapes = new HashMap<>();
  private final Map<FieldCoordinates, DataFetcher<?>> fetchers = new HashMap<>();
  private final Map<FieldCoordinates, Questions> questions = new HashMap<>();
  private final Map<FieldCoordinates, SearchField> searched = new HashMap<>();

  EngineFetchers(
      Catalog catalog,
      DocumentReads documents,
      Searches searches,
      CommandFetchers commands,
      Cursors cursors,
      PageLimits limits,
      FilterLimits filterLimits) {
    this.catalog = catalog;
    this.documents = documents;
    this.searches = searches;
    this.cursors = cursors;
    this.limits = limits;
    this.filterLimits = filterLimits;
    catalog.readModels().values().forEach(model -> documentFields(model.shape()));
    catalog.relations().forEach(this::relation);
    catalog.queries().forEach(this::query);
    fetchers.putAll(commands.all());
  }

  /** The fetcher of a field; none where the engine does not answer it. */
  Optional<DataFetcher<?>> of(String type, String field) {
    return Optional.ofNullable(fetchers.get(FieldCoordinates.coordinates(type, field)));
  }

  /** What a field's arguments ask about documents that are guarded; none where they can't. */
  Optional<Questions> questions(String type, String field) {
    return Optional.ofNullable(questions.get(FieldCoordinates.coordinates(type, field)));
  }

  /** What a field's arguments mean to a search; none where no search answers it. */
  Optional<SearchField> searched(String type, String field) {
    return Optional.ofNullable(searched.get(FieldCoordinates.coordinates(type, field)));
  }

  /** Whether a type's values are the engine's, of which no property can be read. */
  boolean mustAnswer(String type) {
    return shapes.containsKey(type) || type.equals(QUERY) || type.equals("Mutation");
  }

  private void documentFields(ObjectShape shape) {
    if (shapes.putIfAbsent(shape.typeName(), shape) != null) {
      return;
    }
    for (int slot = 0; slot < shape.fields().size(); slot++) {
      var field = shape.fields().get(slot);
      put(shape.typeName(), field.name(), new SlotFetcher(slot));
      field.type().nestedShape().ifPresent(this::documentFields);
    }
  }

  private void relation(Relation relation) {
    var owner = shapes.get(relation.ownerType());
    if (owner == null) {
      if (relation instanceof Relation.Ref ref) {
        // A type that no document holds and that may have relations is a counted value's.
        put(ref.ownerType(), ref.field(), new FacetRefFetcher(documents));
      }
      return;
    }
    put(
        relation.ownerType(),
        relation.field(),
        switch (relation) {
          case Relation.Ref ref -> new RefFetcher(owner.slot(ref.by()), documents);
          case Relation.Refs refs -> refs(refs, owner);
        });
  }

  private RefsFetcher refs(Relation.Refs refs, ObjectShape owner) {
    var head = refs.head();
    return new RefsFetcher(
        refs,
        head == null ? -1 : owner.slot(head),
        searched(refs.ownerType(), refs.field(), refs.target(), refs.orderBy()),
        documents,
        searches,
        cursors,
        limits);
  }

  private void query(RootField query) {
    switch (query) {
      case RootField.Lookup lookup -> lookup(lookup);
      case RootField.Node(var name, var argument) ->
          put(QUERY, name, new NodeFetcher(argument, catalog, documents));
      case RootField.Nodes(var name, var argument) ->
          put(QUERY, name, new NodeFetcher(argument, catalog, documents));
      case RootField.Search(var name, var target) -> put(QUERY, name, search(name, target));
      case RootField.Command _, RootField.Custom _ -> {
        // A controller of the domain answers it.
      }
    }
  }

  private void lookup(RootField.Lookup lookup) {
    var fetcher = new LookupFetcher(lookup, documents);
    put(QUERY, lookup.name(), fetcher);
    ask(QUERY, lookup.name(), lookup.target(), fetcher::require);
  }

  private SearchFetcher search(String name, String target) {
    var field = searched(QUERY, name, target, List.of());
    return new SearchFetcher(QUERY + "." + name, field, searches, cursors, limits);
  }

  /** Of a type without rules there is nothing that its caller may not ask. */
  private void ask(String type, String field, String target, Questions asked) {
    if (isGuarded(catalog.readModel(target).shape())) {
      questions.put(FieldCoordinates.coordinates(type, field), asked);
    }
  }

  private boolean isGuarded(ObjectShape shape) {
    return shape.fields().stream()
        .anyMatch(
            field ->
                !catalog.rules().ofField(shape.typeName(), field.name()).isOpen()
                    || field.type().nestedShape().filter(this::isGuarded).isPresent());
  }

  private SearchField searched(
      String type, String name, String target, List<SortKey> defaultOrder) {
    var field = definition(type, name);
    var connection = TypeUtil.unwrapAll(field.getType()).getName();
    var search =
        SearchField.of(
            catalog,
            field,
            Objects.requireNonNull(catalog.connections().get(connection), connection),
            catalog.readModel(target),
            defaultOrder,
            filterLimits);
    searched.put(FieldCoordinates.coordinates(type, name), search);
    ask(type, name, target, search::require);
    return search;
  }

  private FieldDefinition definition(String type, String field) {
    return catalog
        .definitions()
        .getType(type, ObjectTypeDefinition.class)
        .map(ObjectTypeDefinition::getFieldDefinitions)
        .flatMap(fields -> find(fields, field))
        .or(
            () ->
                catalog.definitions().objectTypeExtensions().getOrDefault(type, List.of()).stream()
                    .flatMap(extension -> find(extension.getFieldDefinitions(), field).stream())
                    .findFirst())
        .orElseThrow();
  }

  private static Optional<FieldDefinition> find(List<FieldDefinition> fields, String name) {
    return fields.stream().filter(field -> field.getName().equals(name)).findFirst();
  }

  private void put(String type, String field, DataFetcher<?> fetcher) {
    fetchers.put(FieldCoordinates.coordinates(type, field), fetcher);
  }
}
