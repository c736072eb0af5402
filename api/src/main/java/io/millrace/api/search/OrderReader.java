package io.millrace.api.search;

import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.TypeUtil;
import io.millrace.schema.catalog.Relation.SortKey;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The order input type of a field, bound to the documents' sortable fields. */
record OrderReader(Map<String, String> fields) {

  /**
   * Binds {@code {field, direction}}; an enum value means the field of its {@code @path} or name.
   */
  static OrderReader of(TypeDefinitionRegistry sdl, InputObjectTypeDefinition input) {
    var values =
        input.getInputValueDefinitions().stream()
            .filter(field -> field.getName().equals("field"))
            .flatMap(
                field ->
                    sdl
                        .getType(TypeUtil.unwrapAll(field.getType()), EnumTypeDefinition.class)
                        .stream())
            .flatMap(type -> type.getEnumValueDefinitions().stream())
            .collect(Collectors.toMap(EnumValueDefinition::getName, OrderReader::fieldOf));
    return new OrderReader(values);
  }

  /** The order that an argument asks for. */
  List<SortKey> read(List<Map<String, ?>> argument) {
    return argument.stream()
        .map(
            entry ->
                new SortKey(field(entry), "DESC".equals(String.valueOf(entry.get("direction")))))
        .toList();
  }

  /** The first value in an argument that means a field which an earlier one means already. */
  Optional<String> repeated(List<Map<String, ?>> argument) {
    var seen = new HashSet<String>();
    return argument.stream()
        .filter(entry -> !seen.add(field(entry)))
        .map(entry -> String.valueOf(entry.get("field")))
        .findFirst();
  }

  private String field(Map<String, ?> entry) {
    return Objects.requireNonNull(fields.get(String.valueOf(entry.get("field"))));
  }

  private static String fieldOf(EnumValueDefinition value) {
    return FilterReader.Paths.of(value).orElseGet(() -> camelCase(value.getName()));
  }

  private static String camelCase(String name) {
    var field = new StringBuilder();
    for (var word : name.toLowerCase(Locale.ROOT).split("_", -1)) {
      field.append(
          field.isEmpty() || word.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return field.toString();
  }
}
