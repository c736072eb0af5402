package io.millrace.schema.catalog;

import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import java.util.List;
import java.util.Optional;

/** Reads applied directives and their arguments. */
final class Applied {

  private Applied() {}

  static Optional<Directive> on(DirectivesContainer<?> element, String name) {
    return element.getDirectives(name).stream().findFirst();
  }

  /** A text argument of a directive on the element. */
  static Optional<String> text(DirectivesContainer<?> element, String name, String argument) {
    return on(element, name).flatMap(directive -> text(directive, argument));
  }

  static Optional<String> text(Directive directive, String argument) {
    return value(directive, argument)
        .filter(StringValue.class::isInstance)
        .map(value -> ((StringValue) value).getValue());
  }

  /** The texts of a list argument; a single text is a list of one, as in GraphQL's coercion. */
  static List<String> texts(Directive directive, String argument) {
    return value(directive, argument).stream()
        .flatMap(
            value ->
                value instanceof ArrayValue list
                    ? list.getValues().stream()
                    : List.of(value).stream())
        .filter(StringValue.class::isInstance)
        .map(value -> ((StringValue) value).getValue())
        .toList();
  }

  static Optional<Integer> integer(Directive directive, String argument) {
    return value(directive, argument)
        .filter(IntValue.class::isInstance)
        .map(value -> ((IntValue) value).getValue().intValue());
  }

  static Optional<Double> number(Directive directive, String argument) {
    return value(directive, argument)
        .flatMap(
            value ->
                switch (value) {
                  case IntValue integer -> Optional.of(integer.getValue().doubleValue());
                  case FloatValue decimal -> Optional.of(decimal.getValue().doubleValue());
                  default -> Optional.empty();
                });
  }

  static Optional<Boolean> flag(Directive directive, String argument) {
    return value(directive, argument)
        .filter(BooleanValue.class::isInstance)
        .map(value -> ((BooleanValue) value).isValue());
  }

  private static Optional<Value<?>> value(Directive directive, String argument) {
    return Optional.ofNullable(directive.getArgument(argument)).map(found -> found.getValue());
  }
}
