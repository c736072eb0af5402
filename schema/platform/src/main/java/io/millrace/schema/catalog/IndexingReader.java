package io.millrace.schema.catalog;

import graphql.language.Directive;
import io.millrace.schema.catalog.DocumentField.Indexing;
import io.millrace.schema.catalog.WireType.ScalarKind;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what the search index and the unique keys do with a field. */
final class IndexingReader {

  private static final List<String> DIRECTIVES =
      List.of("filterable", "sortable", "text", "suggest", "facet", "unique");

  /** These look at a document as a whole, and know nothing of the objects in it. */
  private static final Set<String> OF_DOCUMENTS = Set.of("sortable", "facet", "unique");

  private final Problems problems;

  IndexingReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads a field that documents hold.
   *
   * @param nested whether it is a field of an object in a document, not of the document itself
   */
  Indexing read(Sdl.Field field, WireType type, boolean nested) {
    var element = type instanceof WireType.ListOf list ? list.element() : type;
    for (var directive : DIRECTIVES) {
      var reason = field.has(directive) ? refusal(directive, type, element, nested) : null;
      if (reason != null) {
        problems.at(
            field.definition(),
            "`%s: %s` can't be @%s".formatted(field.path(), field.type().text(), directive),
            reason);
      }
    }
    ranges(field, element);
    return new Indexing(
        field.has("filterable"),
        field.has("sortable"),
        Applied.on(field.definition(), "text")
            .map(text -> Applied.number(text, "boost").orElse(1.0))
            .orElse(null),
        field.has("suggest"),
        field.has("facet"),
        scale(field, element),
        Applied.on(field.definition(), "unique")
            .map(unique -> uniqueKey(field, unique))
            .orElse(null));
  }

  /** Reports the directives on a field that no document holds. */
  void refuseOn(Sdl.Field field) {
    for (var directive : DIRECTIVES) {
      if (field.has(directive)) {
        problems.at(
            field.definition(),
            "`%s` is @%s, but no document holds it".formatted(field.path(), directive),
            "Put @%s on a field that the read model's SQL fills, such as the id behind a @ref."
                .formatted(directive));
      }
    }
  }

  static String uniqueKey(Sdl.Field field, Directive unique) {
    return Applied.text(unique, "key").orElse(field.definition().getName());
  }

  private static @Nullable String refusal(
      String directive, WireType type, WireType element, boolean nested) {
    if (nested && OF_DOCUMENTS.contains(directive)) {
      return "It works on a document's own fields: add one to the read model's type that holds the"
          + " value.";
    }
    boolean object = element instanceof WireType.Nested;
    return switch (directive) {
      case "text", "suggest" ->
          element.equals(new WireType.Scalar(ScalarKind.STRING))
              ? null
              : "Only a String has words.";
      case "sortable" ->
          object || type instanceof WireType.ListOf
              ? "Only a single value has a place in an order: add a field that holds it."
              : null;
      case "unique" ->
          object || type instanceof WireType.ListOf
              ? "Only a single value names a document."
              : null;
      case "facet" ->
          object
              ? "Only a value of the document itself is counted: add a field that holds it."
              : null;
      default ->
          object ? "Put it on the object's own fields: a filter input on it reaches them." : null;
    };
  }

  private @Nullable Integer scale(Sdl.Field field, WireType element) {
    var scales =
        Stream.of("filterable", "sortable")
            .flatMap(name -> Applied.on(field.definition(), name).stream())
            .map(directive -> Applied.integer(directive, "scale").orElse(null))
            .toList();
    boolean decimal = element.equals(new WireType.Scalar(ScalarKind.DECIMAL));
    boolean counted = field.has("facet") && scales.isEmpty();
    if (decimal && (counted || scales.contains(null) || scales.stream().distinct().count() > 1)) {
      problems.at(
          field.definition(),
          "`%s` is a Decimal in the index without one scale".formatted(field.path()),
          "Write how many decimal places are kept, the same in each: `@filterable(scale: 4)"
              + " @sortable(scale: 4)`.");
    }
    if (!decimal && scales.stream().anyMatch(Objects::nonNull)) {
      problems.at(
          field.definition(),
          "`%s: %s` has a scale".formatted(field.path(), field.type().text()),
          "Only a Decimal has one: take `scale` away.");
    }
    return scales.stream().filter(Objects::nonNull).findFirst().orElse(null);
  }

  private void ranges(Sdl.Field field, WireType element) {
    var facet = Applied.on(field.definition(), "facet");
    var texts = facet.map(FacetRanges::texts).orElse(List.of());
    if (facet.filter(directive -> directive.getArgument("ranges") != null).isEmpty()) {
      return;
    }
    var scale = Objects.requireNonNullElse(scale(field, element), 0);
    var bounds = FacetRanges.read(texts, element);
    if (texts.isEmpty()
        || bounds.isEmpty()
        || !bounds.get().stream().allMatch(bound -> FacetRanges.fits(bound, scale))) {
      problems.at(
          field.definition(),
          "`%s: %s` has ranges that begin at %s"
              .formatted(field.path(), field.type().text(), texts),
          "Write the lower bounds of numbers or times, ascending, with no more decimal places than"
              + " the index keeps: `@facet(ranges: [\"0\", \"10\", \"50\"])`.");
    }
  }
}
