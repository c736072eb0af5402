package io.millrace.schema.catalog;

import graphql.language.AbstractDescribedNode;
import graphql.language.DirectiveDefinition;
import graphql.language.DirectivesContainer;
import graphql.language.EnumTypeDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.Node;
import graphql.language.ObjectTypeDefinition;
import graphql.language.ScalarTypeDefinition;
import java.util.List;

/**
 * Checks {@code @cost} where GraphQL's own validation does not (GraphQL Cost Directives, sections
 * 7.1 and 9.1.1): a weight is a number, and the fields of an interface have those of the types that
 * implement it.
 */
final class WeightCheck {

  private static final String DIRECTIVE = "cost";

  private final Sdl sdl;
  private final Problems problems;

  WeightCheck(Sdl sdl, Problems problems) {
    this.sdl = sdl;
    this.problems = problems;
  }

  void run() {
    sdl.domainTypes()
        .forEach(
            type -> {
              switch (type) {
                case ObjectTypeDefinition object -> {
                  number(object);
                  Sdl.fields(object).forEach(this::field);
                }
                case InterfaceTypeDefinition face -> Sdl.fields(face).forEach(this::promised);
                case InputObjectTypeDefinition input -> numbers(input.getInputValueDefinitions());
                case EnumTypeDefinition enumeration -> number(enumeration);
                case ScalarTypeDefinition scalar -> number(scalar);
                default -> {
                  // A union has no weight of its own.
                }
              }
            });
    sdl.registry().getDirectiveDefinitions().values().stream()
        .filter(Sdl::isDomains)
        .map(DirectiveDefinition::getInputValueDefinitions)
        .forEach(this::numbers);
  }

  private void field(Sdl.Field field) {
    number(field.definition());
    numbers(field.definition().getInputValueDefinitions());
  }

  private void promised(Sdl.Field field) {
    numbers(field.definition().getInputValueDefinitions());
    if (field.has(DIRECTIVE)) {
      problems.at(
          field.definition(),
          "`%s` is a field of an interface, and has a weight".formatted(field.path()),
          "Put @cost on the field in each type that implements %s."
              .formatted(field.owner().getName()));
    }
  }

  private void numbers(List<InputValueDefinition> values) {
    values.forEach(this::number);
  }

  private <N extends AbstractDescribedNode<?> & DirectivesContainer<?>> void number(N element) {
    Applied.text(element, DIRECTIVE, "weight")
        .filter(weight -> !isNumber(weight))
        .ifPresent(
            weight ->
                problems.at(
                    (Node<?>) element,
                    "The weight \"%s\" is no number".formatted(weight),
                    "Write `@cost(weight: \"2\")`, or what it costs."));
  }

  private static boolean isNumber(String weight) {
    try {
      return Double.isFinite(Double.parseDouble(weight));
    } catch (NumberFormatException no) {
      return false;
    }
  }
}
