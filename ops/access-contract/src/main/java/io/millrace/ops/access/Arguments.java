package io.millrace.ops.access;

import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.StringValue;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.schema.idl.TypeUtil;
import io.millrace.schema.catalog.RootField.Lookup;
import io.millrace.schema.catalog.RootField.LookupBy;
import io.millrace.schema.catalog.RootField.Node;
import io.millrace.schema.catalog.RootField.Nodes;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes up the arguments that a field can't be asked without. */
final class Arguments {

  private final AccessDomain domain;

  Arguments(AccessDomain domain) {
    this.domain = domain;
  }

  /** The arguments with their parentheses, empty where there are none to give. */
  String of(String type, FieldDefinition field) {
    var given = domain.arguments().get(type + "." + field.getName());
    var arguments =
        given != null
            ? given
            : lookup(type, field.getName())
                .orElseGet(
                    () ->
                        field.getInputValueDefinitions().stream()
                            .filter(Arguments::isNeeded)
                            .map(argument -> argument.getName() + ": " + value(argument))
                            .collect(Collectors.joining(", ")));
    return arguments.isEmpty() ? "" : "(" + arguments + ")";
  }

  private Optional<String> lookup(String type, String field) {
    return !type.equals("Query")
        ? Optional.empty()
        : domain.catalog().queries().stream()
            .filter(query -> query.name().equals(field))
            .flatMap(
                query ->
                    switch (query) {
                      case Lookup lookup -> byId(lookup).stream();
                      case Node(_, var argument) -> Stream.of(argument + ": \"" + anyId() + "\"");
                      case Nodes(_, var argument) ->
                          Stream.of(argument + ": [\"" + anyId() + "\"]");
                      default -> Stream.<String>empty();
                    })
            .findFirst();
  }

  private Optional<String> byId(Lookup lookup) {
    return lookup.by().stream()
        .filter(LookupBy.ById.class::isInstance)
        .map(by -> ((LookupBy.ById) by).argument())
        .map(
            argument ->
                (lookup.list() ? "%s: [\"%s\"]" : "%s: \"%s\"")
                    .formatted(argument, domain.sample(lookup.target())))
        .findFirst();
  }

  private String anyId() {
    return domain.sample(domain.catalog().readModels().keySet().iterator().next());
  }

  private static boolean isNeeded(InputValueDefinition value) {
    return value.getType() instanceof NonNullType && value.getDefaultValue() == null;
  }

  private String value(InputValueDefinition value) {
    return value(value, value.getType());
  }

  private String value(InputValueDefinition of, Type<?> type) {
    return switch (type) {
      case NonNullType needed -> value(of, needed.getType());
      case ListType list -> "[" + value(of, list.getType()) + "]";
      case TypeName name -> named(of, name.getName());
      default -> throw new IllegalStateException("No type: " + type);
    };
  }

  private String named(InputValueDefinition of, String type) {
    var sdl = domain.catalog().definitions();
    return sdl.getType(type, InputObjectTypeDefinition.class)
        .map(input -> object(input.getInputValueDefinitions()))
        .or(
            () ->
                sdl.getType(type, EnumTypeDefinition.class)
                    .map(values -> values.getEnumValueDefinitions().getFirst().getName()))
        .orElseGet(
            () ->
                switch (type) {
                  case "ID" -> "\"" + id(of) + "\"";
                  case "Int", "Float" -> "1";
                  case "Boolean" -> "true";
                  case "Decimal", "Long" -> "\"1\"";
                  case "DateTime" -> "\"2026-11-24T08:30:00.000Z\"";
                  case "Date" -> "\"2026-11-24\"";
                  default -> "\"x\"";
                });
  }

  private String object(List<InputValueDefinition> fields) {
    return fields.stream()
        .filter(Arguments::isNeeded)
        .map(field -> field.getName() + ": " + value(field))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private String id(InputValueDefinition of) {
    var type =
        of.getDirectives("id").stream()
            .map(directive -> ((StringValue) directive.getArgument("of").getValue()).getValue())
            .findFirst();
    return type.isEmpty()
        ? anyId()
        : domain.catalog().find(type.get()).isPresent()
            ? domain.sample(type.get())
            : GlobalId.encode(DocumentKey.of(type.get(), 1));
  }

  /** The name of a field's type without lists and promises. */
  static String typeOf(FieldDefinition field) {
    return TypeUtil.unwrapAll(field.getType()).getName();
  }
}
