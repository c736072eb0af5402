package io.millrace.ops.access;

import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.schema.idl.TypeUtil;
import io.millrace.schema.catalog.Catalog;
import java.util.List;
import java.util.Optional;

/** Finds definitions: of what is read in the published SDL, of inputs in the whole, with @path. */
record Sdl(Catalog catalog) {

  Optional<FieldDefinition> field(String type, String name) {
    return fields(type).stream().filter(field -> field.getName().equals(name)).findFirst();
  }

  /** The fields of an object type; none where it is no such type. */
  List<FieldDefinition> fields(String type) {
    return catalog
        .published()
        .getType(type, ObjectTypeDefinition.class)
        .map(ObjectTypeDefinition::getFieldDefinitions)
        .orElse(List.of());
  }

  static Optional<InputValueDefinition> argument(FieldDefinition field, String name) {
    return field.getInputValueDefinitions().stream()
        .filter(argument -> argument.getName().equals(name))
        .findFirst();
  }

  /** The fields of an argument's input type; empty where it has none. */
  Optional<List<InputValueDefinition>> input(InputValueDefinition value) {
    return catalog
        .definitions()
        .getType(TypeUtil.unwrapAll(value.getType()), InputObjectTypeDefinition.class)
        .map(InputObjectTypeDefinition::getInputValueDefinitions);
  }

  /** The values of an argument's enum; none where it is of another type. */
  List<String> values(InputValueDefinition value) {
    return catalog
        .definitions()
        .getType(TypeUtil.unwrapAll(value.getType()), EnumTypeDefinition.class)
        .map(EnumTypeDefinition::getEnumValueDefinitions)
        .orElse(List.of())
        .stream()
        .map(EnumValueDefinition::getName)
        .toList();
  }
}
