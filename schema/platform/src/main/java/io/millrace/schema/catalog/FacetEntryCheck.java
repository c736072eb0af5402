package io.millrace.schema.catalog;

/** Checks the types that counted values and counted ranges have. */
final class FacetEntryCheck {

  private final Sdl sdl;
  private final Problems problems;

  FacetEntryCheck(Sdl sdl, Problems problems) {
    this.sdl = sdl;
    this.problems = problems;
  }

  /**
   * Checks a facet's entries.
   *
   * @param facet the field that lists them
   * @param counted the documents' field
   * @param ranges whether ranges of its values are counted
   */
  void check(Sdl.Field facet, DocumentField counted, boolean ranges) {
    var type = facet.type();
    var element = counted.type() instanceof WireType.ListOf list ? list.element() : counted.type();
    var value = WireTypeNames.of(element);
    if (!type.text().equals("[%s!]!".formatted(type.name())) || sdl.object(type.name()).isEmpty()) {
      problems.at(
          facet.definition(),
          "`%s: %s` is no list of counted %s"
              .formatted(facet.path(), type.text(), ranges ? "ranges" : "values"),
          "Write `%s: [XFacet!]!` with `type XFacet { %s count: Int! }`."
              .formatted(
                  facet.definition().getName(),
                  ranges ? "gte: %1$s lt: %1$s".formatted(value) : "value: %s!".formatted(value)));
      return;
    }
    for (var part : sdl.fieldsOf(type.name())) {
      switch (part.definition().getName()) {
        case "count" -> typed(part, "Int!");
        case "value" -> {
          if (ranges) {
            unknown(part, true);
          } else {
            typed(part, value + "!");
          }
        }
        case "gte", "lt" -> {
          if (ranges) {
            typed(part, value);
          } else {
            unknown(part, false);
          }
        }
        default -> relation(part, element, ranges);
      }
    }
  }

  private void relation(Sdl.Field part, WireType element, boolean ranges) {
    var by = Applied.text(part.definition(), "ref", "by");
    if (by.isEmpty() || ranges) {
      unknown(part, ranges);
    } else if (!by.get().equals("value")
        || !(element instanceof WireType.Id id)
        || !id.of().equals(part.type().name())
        || part.type().list()) {
      problems.at(
          part.definition(),
          "`%s` leads to %s, and the counted value is no id of one"
              .formatted(part.path(), part.type().name()),
          element instanceof WireType.Id id
              ? "Write `%s: %s @ref(by: \"value\")`."
                  .formatted(part.definition().getName(), id.of())
              : "Only an id leads to a document: take the field away.");
    }
  }

  private void typed(Sdl.Field part, String expected) {
    if (!part.type().text().equals(expected)) {
      problems.at(
          part.definition(),
          "`%s` is of type `%s`".formatted(part.path(), part.type().text()),
          "Write `%s: %s`.".formatted(part.definition().getName(), expected));
    }
  }

  private void unknown(Sdl.Field part, boolean ranges) {
    problems.at(
        part.definition(),
        "`%s` is nothing that a facet knows".formatted(part.path()),
        ranges
            ? "A counted range has the fields gte, lt and count."
            : "A counted value has the fields value, count and, where it is an id, the document"
                + " with `@ref(by: \"value\")`.");
  }
}
