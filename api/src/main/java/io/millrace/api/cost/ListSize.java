package io.millrace.api.cost;

import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLFieldDefinition;
import io.millrace.api.error.RequestException;
import io.millrace.api.gate.UnknownVariable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What {@code @listSize} says about a field (GraphQL Cost Directives, section 8).
 *
 * @param assumed how many elements to reckon with where no argument says so
 * @param slicing the arguments that say how many
 * @param sizedFields the fields of the object that have these elements; empty where the field is
 *     the list itself
 * @param requireOne whether exactly one of the slicing arguments must be given
 */
record ListSize(
    OptionalDouble assumed, List<String> slicing, List<String> sizedFields, boolean requireOne) {

  static final String DIRECTIVE = "listSize";

  static Optional<ListSize> of(GraphQLFieldDefinition field) {
    return Optional.ofNullable(field.getAppliedDirective(DIRECTIVE)).map(ListSize::of);
  }

  private static ListSize of(GraphQLAppliedDirective directive) {
    var assumed = argument(directive, "assumedSize");
    return new ListSize(
        assumed instanceof Number number
            ? OptionalDouble.of(number.doubleValue())
            : OptionalDouble.empty(),
        texts(argument(directive, "slicingArguments")),
        texts(argument(directive, "sizedFields")),
        !Boolean.FALSE.equals(argument(directive, "requireOneSlicingArgument")));
  }

  private static @Nullable Object argument(GraphQLAppliedDirective directive, String name) {
    var argument = directive.getArgument(name);
    return argument == null ? null : argument.getValue();
  }

  private static List<String> texts(@Nullable Object value) {
    return value instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  /**
   * How many elements there are at most; more than anything is allowed where nothing says so, as
   * the specification wants it. Where a variable says so that nobody knows yet, they are as many as
   * where nobody says, or one where nothing is assumed for that.
   *
   * @param arguments the field's arguments, defaults included
   * @param field its name for messages
   * @param page the rows of a page where nobody says how many, which {@code assumedSize} of a
   *     connection can't know
   * @throws RequestException where a size is negative, or not exactly one is given that must be
   */
  double elements(Map<String, @Nullable Object> arguments, String field, int page) {
    int given = 0;
    boolean open = !unknown(arguments).isEmpty();
    double most = 0;
    for (var name : slicing) {
      var value = arguments.get(name);
      if (value == null || value instanceof UnknownVariable) {
        continue;
      }
      given++;
      most = Math.max(most, size(value, name, field));
    }
    if (requireOne && !slicing.isEmpty() && (open ? given > 1 : given != 1)) {
      throw RequestException.badInput(
          "%s: give exactly one of %s; %d are given", field, String.join(", ", slicing), given);
    }
    if (open) {
      return Math.max(most, assumed.isEmpty() ? 1 : assumed(page));
    }
    return given > 0 ? most : assumed(page);
  }

  private double assumed(int page) {
    return sizedFields.isEmpty() || assumed.isEmpty()
        ? assumed.orElse(Cost.MOST)
        : Math.max(page, assumed.getAsDouble());
  }

  /** The arguments that say how many, by a variable that nobody knows yet. */
  List<String> unknown(Map<String, @Nullable Object> arguments) {
    return slicing.stream().filter(name -> arguments.get(name) instanceof UnknownVariable).toList();
  }

  /** A list counts its length, which the specification does not have: {@code nodes(ids:)}. */
  private static double size(Object value, String name, String field) {
    return switch (value) {
      case List<?> list -> list.size();
      case Number number when number.doubleValue() < 0 ->
          throw RequestException.badInput("%s(%s: %s): a size is at least 0", field, name, number);
      case Number number -> number.doubleValue();
      default -> Cost.MOST;
    };
  }
}
