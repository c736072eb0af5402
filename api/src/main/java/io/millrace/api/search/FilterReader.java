package io.millrace.api.search;

import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.StringValue;
import graphql.language.TypeName;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.TypeUtil;
import io.millrace.api.search.Filter.Condition;
import io.millrace.schema.catalog.DocumentField;
import io.millrace.schema.catalog.ObjectShape;
import io.millrace.schema.catalog.WireType;
import io.millrace.schema.document.IndexFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Binds filter input types to document fields, as the SDL names them. */
final class FilterReader {

  private static final Set<String> BOUNDS = Set.of("gte", "lte");

  private final TypeDefinitionRegistry sdl;

  FilterReader(TypeDefinitionRegistry sdl) {
    this.sdl = sdl;
  }

  /**
   * The filter that an input type means for documents of a shape.
   *
   * @throws IllegalArgumentException when it names what is no field of the documents
   */
  Filter read(InputObjectTypeDefinition input, ObjectShape shape) {
    return read(input, shape, List.of());
  }

  private Filter read(InputObjectTypeDefinition input, ObjectShape shape, List<String> above) {
    var conditions = new HashMap<String, Condition>();
    for (var field : input.getInputValueDefinitions()) {
      var name = Paths.of(field).orElse(field.getName());
      var documentField =
          shape
              .field(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "%s.%s: documents of %s hold no field '%s'"
                              .formatted(
                                  input.getName(), field.getName(), shape.typeName(), name)));
      conditions.put(field.getName(), condition(field, documentField, above));
    }
    return new Filter(conditions);
  }

  private Condition condition(
      InputValueDefinition argument, DocumentField field, List<String> above) {
    var path = new ArrayList<>(above);
    path.add(field.name());
    var place = IndexFields.value(path.toArray(String[]::new));
    var input = inputType(argument);
    if (input.isEmpty()) {
      return new Condition.Equal(field.name(), place, new IndexedValue(field));
    }
    var below = field.type().nestedShape();
    if (below.isEmpty()) {
      requireRange(input.get());
      return new Condition.Range(field.name(), place, new IndexedValue(field));
    }
    var filter = read(input.get(), below.get(), path);
    return field.type() instanceof WireType.ListOf
        ? new Condition.Element(field.name(), place, filter)
        : new Condition.Inside(field.name(), filter);
  }

  private static void requireRange(InputObjectTypeDefinition input) {
    input.getInputValueDefinitions().stream()
        .map(InputValueDefinition::getName)
        .filter(name -> !BOUNDS.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "%s.%s: a range has the fields 'gte' and 'lte'".formatted(input.getName(), name));
            });
  }

  private Optional<InputObjectTypeDefinition> inputType(InputValueDefinition argument) {
    return inputType(sdl, argument);
  }

  /** The input object type of an argument or of its elements, where it is one. */
  static Optional<InputObjectTypeDefinition> inputType(
      TypeDefinitionRegistry sdl, InputValueDefinition argument) {
    TypeName type = TypeUtil.unwrapAll(argument.getType());
    return sdl.getType(type, InputObjectTypeDefinition.class);
  }

  /** Reads {@code @path(field:)}. */
  static final class Paths {

    private Paths() {}

    static Optional<String> of(graphql.language.DirectivesContainer<?> element) {
      return element.getDirectives("path").stream()
          .map(directive -> directive.getArgument("field").getValue())
          .map(value -> ((StringValue) value).getValue())
          .findFirst();
    }
  }
}
