package io.millrace.schema.catalog;

import graphql.language.Directive;
import io.millrace.schema.catalog.SearchConnection.Facet;
import io.millrace.schema.catalog.SearchConnection.Highlight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads what connections count and highlight: the types of their {@code facets} and of their edges'
 * {@code highlights}, each field of which is bound by name to a field of the documents.
 */
final class SearchConnectionReader {

  private final Sdl sdl;
  private final Shapes shapes;
  private final Problems problems;
  private final FacetEntryCheck entries;
  private final Set<String> entryTypes = new HashSet<>();

  SearchConnectionReader(Sdl sdl, Shapes shapes, Problems problems) {
    this.sdl = sdl;
    this.shapes = shapes;
    this.problems = problems;
    this.entries = new FacetEntryCheck(sdl, problems);
  }

  /** The connections that searches answer, by type. */
  Map<String, SearchConnection> read() {
    var connections = new TreeMap<String, SearchConnection>();
    sdl.domainFields()
        .filter(field -> field.has("refs") || field.has("search"))
        .map(field -> field.type().name())
        .filter(sdl::isConnection)
        .distinct()
        .forEach(
            type ->
                sdl.connectionTarget(type)
                    .flatMap(shapes::find)
                    .ifPresent(target -> connections.put(type, read(type, target))));
    return connections;
  }

  /** The types of counted values: a relation in one of them goes by the value. */
  Set<String> entryTypes() {
    return Set.copyOf(entryTypes);
  }

  private SearchConnection read(String connection, ObjectShape target) {
    var facets = new ArrayList<Facet>();
    for (var field : parts(connection, "facets")) {
      facet(field, target).ifPresent(facets::add);
    }
    var highlights = new ArrayList<Highlight>();
    sdl.field(connection, "edges")
        .ifPresent(
            edges -> {
              for (var field : parts(edges.type().name(), "highlights")) {
                highlight(field, target).ifPresent(highlights::add);
              }
            });
    return new SearchConnection(connection, facets, highlights);
  }

  private List<Sdl.Field> parts(String owner, String name) {
    var field = sdl.field(owner, name);
    if (field.isEmpty()) {
      return List.of();
    }
    var type = field.get().type();
    if (type.list() || sdl.object(type.name()).isEmpty() || sdl.isReadModel(type.name())) {
      problems.at(
          field.get().definition(),
          "`%s: %s` is no type with a list for each field"
              .formatted(field.get().path(), type.text()),
          "Write a type whose fields are named like the documents' fields, each of them a list.");
      return List.of();
    }
    return sdl.fieldsOf(type.name());
  }

  private Optional<Facet> facet(Sdl.Field facet, ObjectShape target) {
    var found = bound(facet, target, "counts");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var field = found.get();
    var source = sdl.field(target.typeName(), field.name()).orElseThrow();
    var directive = Applied.on(source.definition(), "facet");
    if (directive.isEmpty()) {
      problems.at(
          facet.definition(),
          "`%s` counts `%s`, which is not @facet".formatted(facet.path(), source.path()),
          "Put @facet on `%s`, or take the field away.".formatted(source.path()));
      return Optional.empty();
    }
    entryTypes.add(facet.type().name());
    boolean ranges = isRanges(directive.get());
    entries.check(facet, field, ranges);
    var bounds =
        FacetRanges.read(FacetRanges.texts(directive.get()), element(field)).orElse(List.of());
    var size = size(facet);
    if (ranges && size < bounds.size()) {
      problems.at(
          facet.definition(),
          "`%s` has a @listSize of %d for %d ranges".formatted(facet.path(), size, bounds.size()),
          "Write `@listSize(assumedSize: %d)`.".formatted(bounds.size()));
    }
    return Optional.of(new Facet(facet.definition().getName(), field.name(), size, bounds));
  }

  private static boolean isRanges(Directive facet) {
    return !FacetRanges.texts(facet).isEmpty();
  }

  private Optional<Highlight> highlight(Sdl.Field highlight, ObjectShape target) {
    var found = bound(highlight, target, "highlights");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var field = found.get();
    if (field.indexing().textBoost() == null) {
      problems.at(
          highlight.definition(),
          "`%s` highlights `%s.%s`, which is not @text"
              .formatted(highlight.path(), target.typeName(), field.name()),
          "Put @text on `%s.%s`, or take the field away."
              .formatted(target.typeName(), field.name()));
    }
    if (!highlight.type().text().equals("[String!]!")) {
      problems.at(
          highlight.definition(),
          "`%s` is of type `%s`".formatted(highlight.path(), highlight.type().text()),
          "Write `%s: [String!]!`.".formatted(highlight.definition().getName()));
    }
    return Optional.of(
        new Highlight(highlight.definition().getName(), field.name(), size(highlight)));
  }

  private Optional<DocumentField> bound(Sdl.Field part, ObjectShape target, String verb) {
    var name = Applied.text(part.definition(), "path", "field").orElse(part.definition().getName());
    var field = target.field(name);
    if (field.isEmpty()) {
      problems.at(
          part.definition(),
          "`%s` %s `%s.%s`, which no document holds"
              .formatted(part.path(), verb, target.typeName(), name),
          "Name a field of the document itself: `@path(field: \"…\")`, or take the field away.");
    }
    return field;
  }

  /** How many elements are asked for: what the list's size is reckoned with. */
  private int size(Sdl.Field list) {
    int size =
        Applied.on(list.definition(), "listSize")
            .flatMap(directive -> Applied.integer(directive, "assumedSize"))
            .orElse(0);
    if (size < 1) {
      problems.at(
          list.definition(),
          "Nothing bounds `%s`".formatted(list.path()),
          "Write `@listSize(assumedSize: …)`: no more than that are computed.");
    }
    return size;
  }

  private static WireType element(DocumentField field) {
    return field.type() instanceof WireType.ListOf list ? list.element() : field.type();
  }
}
