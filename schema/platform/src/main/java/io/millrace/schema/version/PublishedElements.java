package io.millrace.schema.version;

import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.ImplementingTypeDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.StringValue;
import graphql.language.TypeDefinition;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.TypeUtil;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fields, arguments, input fields and enum values of a published schema, by the coordinates
 * that the GraphQL specification gives them.
 */
public final class PublishedElements {

  /** As GraphQL has it where no reason is given. */
  private static final String UNSAID = "No longer supported";

  private final SortedMap<String, Element> elements = new TreeMap<>();
  private final Set<String> answered = new HashSet<>();

  private PublishedElements() {}

  /**
   * A part of a schema.
   *
   * @param deprecation what the SDL says in {@code @deprecated}
   * @param answered whether it is a value that answers may have though nobody asks for it by name
   */
  public record Element(Optional<String> deprecation, boolean answered) {}

  /** The elements by coordinate. */
  public static SortedMap<String, Element> of(TypeDefinitionRegistry published) {
    var all = new PublishedElements();
    published.types().values().forEach(all::outputs);
    published.types().values().forEach(all::type);
    return Collections.unmodifiableSortedMap(all.elements);
  }

  private void outputs(TypeDefinition<?> type) {
    if (type instanceof ImplementingTypeDefinition<?> fields) {
      fields
          .getFieldDefinitions()
          .forEach(field -> answered.add(TypeUtil.unwrapAll(field.getType()).getName()));
    }
  }

  private void type(TypeDefinition<?> type) {
    var name = type.getName();
    switch (type) {
      case ImplementingTypeDefinition<?> fields ->
          fields.getFieldDefinitions().forEach(field -> field(name, field));
      case InputObjectTypeDefinition input ->
          input
              .getInputValueDefinitions()
              .forEach(field -> add(name + "." + field.getName(), field, false));
      case EnumTypeDefinition values ->
          values
              .getEnumValueDefinitions()
              .forEach(value -> add(name + "." + value.getName(), value, answered.contains(name)));
      default -> {
        // Unions and scalars have no parts of their own.
      }
    }
  }

  private void field(String type, FieldDefinition field) {
    add(type + "." + field.getName(), field, false);
    for (InputValueDefinition argument : field.getInputValueDefinitions()) {
      add(VersionNames.argument(type, field.getName(), argument.getName()), argument, false);
    }
  }

  private void add(String coordinate, DirectivesContainer<?> element, boolean isAnswered) {
    elements.put(coordinate, new Element(deprecation(element), isAnswered));
  }

  private static Optional<String> deprecation(DirectivesContainer<?> element) {
    return element.getDirectives("deprecated").stream().map(PublishedElements::reason).findFirst();
  }

  private static String reason(Directive deprecated) {
    var reason = deprecated.getArgument("reason");
    return reason != null && reason.getValue() instanceof StringValue text
        ? String.valueOf(text.getValue())
        : UNSAID;
  }
}
