package io.millrace.api.constraint;

import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLTypeUtil;
import io.millrace.schema.constraint.Constraint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what a constraint wants. The words are part of what clients may rely on. */
final class Demand {

  private Demand() {}

  /** What follows "must". */
  static String of(
      Constraint constraint, GraphQLAppliedDirective directive, GraphQLInputType type) {
    return switch (constraint) {
      case SIZE -> "have " + count(directive, "character", "characters");
      case CONTAINER_SIZE ->
          "have "
              + (GraphQLTypeUtil.isList(GraphQLTypeUtil.unwrapNonNull(type))
                  ? count(directive, "element", "elements")
                  : count(directive, "field", "fields"));
      case NOT_EMPTY, CONTAINER_NOT_EMPTY -> "not be empty";
      case NOT_BLANK -> "not be blank";
      case PATTERN -> "match " + argument(directive, "regexp");
      case RANGE ->
          "be from %s to %s".formatted(argument(directive, "min"), argument(directive, "max"));
      case MIN -> "be at least " + argument(directive, "value");
      case MAX -> "be at most " + argument(directive, "value");
      case DECIMAL_MIN ->
          (isInclusive(directive) ? "be at least " : "be more than ")
              + argument(directive, "value");
      case DECIMAL_MAX ->
          (isInclusive(directive) ? "be at most " : "be less than ") + argument(directive, "value");
      case DIGITS -> "have " + digits(directive);
      case POSITIVE -> "be more than 0";
      case POSITIVE_OR_ZERO -> "be at least 0";
      case NEGATIVE -> "be less than 0";
      case NEGATIVE_OR_ZERO -> "be at most 0";
      case ASSERT_TRUE -> "be true";
      case ASSERT_FALSE -> "be false";
    };
  }

  private static String count(GraphQLAppliedDirective directive, String one, String several) {
    int min = (int) argument(directive, "min");
    int max = (int) argument(directive, "max");
    if (min == max) {
      return "exactly %d %s".formatted(min, min == 1 ? one : several);
    }
    if (max == Integer.MAX_VALUE) {
      return "at least %d %s".formatted(min, min == 1 ? one : several);
    }
    var most = max == 1 ? one : several;
    return min == 0
        ? "at most %d %s".formatted(max, most)
        : "%d to %d %s".formatted(min, max, most);
  }

  private static String digits(GraphQLAppliedDirective directive) {
    var fraction = value(directive, "fraction");
    var integer =
        "at most %s digits before the decimal point".formatted(argument(directive, "integer"));
    return fraction == null ? integer : "%s and %s behind it".formatted(integer, fraction);
  }

  private static boolean isInclusive(GraphQLAppliedDirective directive) {
    return (boolean) argument(directive, "inclusive");
  }

  private static Object argument(GraphQLAppliedDirective directive, String name) {
    return Objects.requireNonNull(value(directive, name), name);
  }

  private static @Nullable Object value(GraphQLAppliedDirective directive, String name) {
    return directive.getArgument(name).getValue();
  }
}
