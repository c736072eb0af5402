package io.millrace.api.search;

import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.StringValue;
import graphql.language.TypeName;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.TypeUtil;
import io.millrace.api.search.Filter.Condition;
import io.millrace.schema.catalog.AccessRules;
import io.millrace.schema.catalog.DocumentField;
import io.millrace.schema.catalog.ObjectShape;
import io.millrace.schema.catalog.WireType;
import io.millrace.schema.document.IndexFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Binds filter input types to document fields, as the SDL names them. */
final class FilterReader {

  private static final Set<String> BOUNDS = Set.of("gte", "gt", "lte", "lt");
  private static final Map<String, Condition> COMBINATIONS =
      Map.of(
          "and", Condition.Combination.AND,
          "or", Condition.Combination.OR,
          "not", Condition.Combination.NOT);

  private final TypeDefinitionRegistry sdl;
  private final AccessRules rules;

  FilterReader(TypeDefinitionRegistry sdl, AccessRules rules) {
    this.sdl = sdl;
    this.rules = rules;
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
      conditions.put(
          field.getName(),
          combination(field, input)
              .orElseGet(
                  () -> {
                    var path = Paths.of(field).orElse(field.getName()).split("\\.");
                    return condition(field, List.of(path), shape, above);
                  }));
    }
    return new Filter(conditions);
  }

  private static Optional<Condition> combination(
      InputValueDefinition field, InputObjectTypeDefinition input) {
    return TypeUtil.unwrapAll(field.getType()).getName().equals(input.getName())
        ? Optional.ofNullable(COMBINATIONS.get(field.getName()))
        : Optional.empty();
  }

  /**
   * The condition on the field that a path leads to, for those who may read each field on the way.
   *
   * @param path the names from the shape on
   * @param above the names down to the shape
   */
  private Condition condition(
      InputValueDefinition argument, List<String> path, ObjectShape shape, List<String> above) {
    var field = field(argument, path.getFirst(), shape);
    var rule = rules.ofField(shape.typeName(), field.name());
    var condition = open(argument, path, field, above);
    return rule.isOpen()
        ? condition
        : new Condition.Guarded(rule, shape.typeName() + "." + field.name(), condition);
  }

  private Condition open(
      InputValueDefinition argument, List<String> path, DocumentField field, List<String> above) {
    var places = new ArrayList<>(above);
    places.add(field.name());
    var place = IndexFields.value(places.toArray(String[]::new));
    var input = inputType(argument);
    var below = field.type().nestedShape();
    if (below.isPresent()) {
      var inner =
          path.size() > 1
              ? condition(argument, path.subList(1, path.size()), below.get(), places)
              : new Condition.Meets(read(input.orElseThrow(), below.get(), places));
      boolean list = field.type() instanceof WireType.ListOf;
      return new Condition.Inside(field.name(), list ? place : null, inner);
    }
    if (input.isEmpty()) {
      return new Condition.Equal(field.name(), place, new IndexedValue(field));
    }
    requireRange(input.get());
    return new Condition.Range(field.name(), place, new IndexedValue(field));
  }

  private static DocumentField field(
      InputValueDefinition argument, String name, ObjectShape shape) {
    return shape
        .field(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "filter field %s: documents hold no field '%s.%s'"
                        .formatted(argument.getName(), shape.typeName(), name)));
  }

  private static void requireRange(InputObjectTypeDefinition input) {
    input.getInputValueDefinitions().stream()
        .map(InputValueDefinition::getName)
        .filter(name -> !BOUNDS.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "%s.%s: a range has the fields gte, gt, lte and lt"
                      .formatted(input.getName(), name));
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
