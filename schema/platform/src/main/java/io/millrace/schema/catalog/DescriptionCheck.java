package io.millrace.schema.catalog;

import graphql.language.AbstractDescribedNode;
import graphql.language.EnumTypeDefinition;
import graphql.language.ImplementingTypeDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import java.util.List;

/** Checks that whatever clients meet is described. */
final class DescriptionCheck {

  private final Sdl sdl;
  private final Problems problems;

  DescriptionCheck(Sdl sdl, Problems problems) {
    this.sdl = sdl;
    this.problems = problems;
  }

  void run() {
    sdl.domainTypes()
        .forEach(
            type -> {
              if (type instanceof AbstractDescribedNode<?> described) {
                check(described, type.getName());
              }
              switch (type) {
                case ImplementingTypeDefinition<?> fields ->
                    Sdl.fields(fields)
                        .forEach(
                            field -> {
                              check(field.definition(), field.path());
                              values(field.definition().getInputValueDefinitions(), field.path());
                            });
                case InputObjectTypeDefinition input ->
                    values(input.getInputValueDefinitions(), input.getName());
                case EnumTypeDefinition values ->
                    values
                        .getEnumValueDefinitions()
                        .forEach(value -> check(value, values.getName() + "." + value.getName()));
                default -> {}
              }
            });
  }

  private void values(List<InputValueDefinition> values, String owner) {
    values.forEach(value -> check(value, owner + "." + value.getName()));
  }

  private void check(AbstractDescribedNode<?> node, String name) {
    var description = node.getDescription();
    if (description == null || description.getContent().isBlank()) {
      problems.at(
          node,
          "`%s` has no description".formatted(name),
          "Say in a sentence above it what it is, for those who only see the schema.");
    }
  }
}
