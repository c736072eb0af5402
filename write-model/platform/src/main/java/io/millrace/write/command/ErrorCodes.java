package io.millrace.write.command;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.TypeUtil;
import io.millrace.schema.catalog.RootField;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * The codes that a handler declares, checked against the enum that the mutation's payload shows. A
 * code that only one side has would otherwise be noticed by the first caller who meets the rule.
 */
final class ErrorCodes {

  private final TypeDefinitionRegistry definitions;
  private final List<String> problems;

  ErrorCodes(TypeDefinitionRegistry definitions, List<String> problems) {
    this.definitions = definitions;
    this.problems = problems;
  }

  /** The values of the mutation's enum; what the handler's enum has otherwise is a problem. */
  Set<String> of(BoundCommand bound, RootField.Command command) {
    var shown = codeType(command);
    var values =
        shown.getEnumValueDefinitions().stream()
            .map(EnumValueDefinition::getName)
            .collect(toCollection(TreeSet::new));
    var declared = declared(bound);
    var codes =
        declared.stream().filter(type -> type.getSimpleName().equals(shown.getName())).findFirst();
    if (codes.isEmpty()) {
      problems.add(
          "%s handles %s, whose userErrors show %s, and its class declares the codes (%s): add %s.class to errorCodes of @CommandHandlers"
              .formatted(
                  bound.place(),
                  command.name(),
                  shown.getName(),
                  declared.stream().map(Class::getSimpleName).collect(joining(", ")),
                  shown.getName()));
      return values;
    }
    compare(codes.get(), shown.getName(), values);
    return values;
  }

  private void compare(Class<?> codes, String shown, Set<String> values) {
    var constants = constants(codes);
    var unshown = new TreeSet<>(constants);
    unshown.removeAll(values);
    var unknown = new TreeSet<>(values);
    unknown.removeAll(constants);
    if (!unshown.isEmpty()) {
      problem(
          "%s has %s, which the schema's enum %s lacks: add them there, or remove them here"
              .formatted(codes.getName(), unshown, shown));
    }
    if (!unknown.isEmpty()) {
      problem(
          "The schema's enum %s has %s, which %s lacks: add them there, or remove them here"
              .formatted(shown, unknown, codes.getName()));
    }
  }

  /** Several mutations share an enum; its mistake is told once. */
  private void problem(String text) {
    if (!problems.contains(text)) {
      problems.add(text);
    }
  }

  private EnumTypeDefinition codeType(RootField.Command command) {
    var userError = fieldType(command.payloadType(), "userErrors");
    return definitions
        .getType(fieldType(userError, "code"), EnumTypeDefinition.class)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The catalog let %s pass without an enum of codes".formatted(userError)));
  }

  private String fieldType(String type, String field) {
    return definitions
        .getType(type, ObjectTypeDefinition.class)
        .map(ObjectTypeDefinition::getFieldDefinitions)
        .stream()
        .flatMap(List::stream)
        .filter(definition -> definition.getName().equals(field))
        .findFirst()
        .map(FieldDefinition::getType)
        .map(found -> TypeUtil.unwrapAll(found).getName())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The catalog let %s pass without a field %s".formatted(type, field)));
  }

  private static List<Class<? extends Enum<?>>> declared(BoundCommand bound) {
    @Nullable CommandHandlers handlers =
        AnnotationUtils.findAnnotation(bound.method().getDeclaringClass(), CommandHandlers.class);
    return handlers == null ? List.of() : List.of(handlers.errorCodes());
  }

  private static Set<String> constants(Class<?> codes) {
    return Arrays.stream(codes.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name())
        .collect(toCollection(TreeSet::new));
  }
}
