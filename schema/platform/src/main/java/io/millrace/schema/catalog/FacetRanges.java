package io.millrace.schema.catalog;

import graphql.GraphQLContext;
import graphql.language.Directive;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import io.millrace.schema.scalar.PlatformScalars;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the lower bounds of {@code @facet(ranges:)} as values of the field's scalar. */
final class FacetRanges {

  private FacetRanges() {}

  /** The directive's texts, as they stand in the SDL. */
  static List<String> texts(Directive facet) {
    return Applied.texts(facet, "ranges");
  }

  /**
   * The values, ascending; empty where one can't be read, or does not come after the one before.
   */
  static Optional<List<Object>> read(List<String> texts, WireType type) {
    var bounds = new ArrayList<Object>();
    for (var text : texts) {
      var bound = read(text, type);
      if (bound.isEmpty() || (!bounds.isEmpty() && !ascends(bounds.getLast(), bound.get()))) {
        return Optional.empty();
      }
      bounds.add(bound.get());
    }
    return Optional.of(bounds);
  }

  private static Optional<Object> read(String text, WireType type) {
    if (!(type instanceof WireType.Scalar(var kind))) {
      return Optional.empty();
    }
    try {
      return switch (kind) {
        case INT -> Optional.of(Integer.valueOf(text));
        case FLOAT -> Optional.of(Double.valueOf(text)).filter(Double::isFinite).map(x -> x);
        case LONG -> parsed(PlatformScalars.LONG, text);
        case DECIMAL -> parsed(PlatformScalars.DECIMAL, text);
        case DATE_TIME -> parsed(PlatformScalars.DATE_TIME, text);
        case DATE -> parsed(PlatformScalars.DATE, text);
        case STRING, BOOLEAN -> Optional.empty();
      };
    } catch (NumberFormatException | CoercingParseValueException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<Object> parsed(GraphQLScalarType scalar, String text) {
    return Optional.ofNullable(
        scalar.getCoercing().parseValue(text, GraphQLContext.getDefault(), Locale.ROOT));
  }

  @SuppressWarnings("unchecked") // both are of the one Java type that the scalar has
  private static boolean ascends(Object before, Object after) {
    return ((Comparable<Object>) before).compareTo(after) < 0;
  }

  /** Whether the index, which keeps {@code scale} decimal places, can tell the bound apart. */
  static boolean fits(Object bound, int scale) {
    return !(bound instanceof BigDecimal decimal) || decimal.stripTrailingZeros().scale() <= scale;
  }
}
