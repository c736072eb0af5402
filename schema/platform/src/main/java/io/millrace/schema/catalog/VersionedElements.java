package io.millrace.schema.catalog;

import graphql.language.DirectivesContainer;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.ImplementingTypeDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import io.millrace.schema.version.VersionNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything in a domain's SDL that versions may have or not. */
final class VersionedElements {

  /**
   * A type, or a part of one.
   *
   * @param name its own
   * @param published the name under which the versions publish it that have it
   * @param coordinate how messages call it
   * @param lifetime in which versions it is, as far as its owner is
   * @param type what it is of; null where it is a type itself, or a value
   * @param owner what it is a part of; null for a type
   * @param node its definition
   */
  record Element(
      String name,
      String published,
      String coordinate,
      Lifetime lifetime,
      @Nullable Type<?> type,
      @Nullable Element owner,
      DirectivesContainer<?> node) {

    boolean isIn(String version) {
      return lifetime.contains(version) && (owner == null || owner.isIn(version));
    }
  }

  private final List<Element> all = new ArrayList<>();

  static List<Element> of(Sdl sdl) {
    var elements = new VersionedElements();
    sdl.domainTypes().forEach(elements::type);
    return List.copyOf(elements.all);
  }

  private void type(TypeDefinition<?> type) {
    var owner = add(type.getName(), type.getName(), null, null, type);
    switch (type) {
      case ImplementingTypeDefinition<?> fields ->
          fields.getFieldDefinitions().forEach(field -> field(field, owner));
      case InputObjectTypeDefinition input ->
          input.getInputValueDefinitions().forEach(field -> input(field, owner));
      case EnumTypeDefinition values ->
          values
              .getEnumValueDefinitions()
              .forEach(
                  value ->
                      add(
                          value.getName(),
                          owner.name() + "." + value.getName(),
                          null,
                          owner,
                          value));
      default -> {
        // Unions and scalars have no parts of their own.
      }
    }
  }

  private void field(FieldDefinition field, Element owner) {
    var element =
        add(field.getName(), owner.name() + "." + field.getName(), field.getType(), owner, field);
    field.getInputValueDefinitions().forEach(argument -> argument(argument, element));
  }

  private void argument(InputValueDefinition argument, Element field) {
    var owner = field.owner() == null ? "" : field.owner().name();
    add(
        argument.getName(),
        VersionNames.argument(owner, field.name(), argument.getName()),
        argument.getType(),
        field,
        argument);
  }

  private void input(InputValueDefinition field, Element owner) {
    add(field.getName(), owner.name() + "." + field.getName(), field.getType(), owner, field);
  }

  private Element add(
      String name,
      String coordinate,
      @Nullable Type<?> type,
      @Nullable Element owner,
      DirectivesContainer<?> node) {
    var element =
        new Element(
            name,
            Applied.text(node, "as", "name").orElse(name),
            coordinate,
            Lifetime.of(node),
            type,
            owner,
            node);
    all.add(element);
    return element;
  }
}
