package io.millrace.schema.catalog;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import graphql.language.AstPrinter;
import graphql.language.Directive;
import graphql.language.DirectiveDefinition;
import graphql.language.ImplementingTypeDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeName;
import io.millrace.schema.constraint.AcceptedValues;
import io.millrace.schema.constraint.Constraint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that constraints stand where they can hold, and that values can meet them. */
final class ConstraintCheck {

  /** Matching a character takes about as many steps as its pattern has. */
  private static final int MOST_STEPS = 2_000;

  private final Sdl sdl;
  private final Problems problems;

  ConstraintCheck(Sdl sdl, Problems problems) {
    this.sdl = sdl;
    this.problems = problems;
  }

  void run() {
    sdl.domainFields()
        .forEach(
            field ->
                field
                    .definition()
                    .getInputValueDefinitions()
                    .forEach(argument -> check(argument(field, argument), argument)));
    sdl.domainTypes()
        .forEach(
            type -> {
              switch (type) {
                case InputObjectTypeDefinition input ->
                    input
                        .getInputValueDefinitions()
                        .forEach(value -> check(input.getName() + "." + value.getName(), value));
                case ImplementingTypeDefinition<?> implementing -> promised(implementing);
                default -> {
                  // It takes no values.
                }
              }
            });
    sdl.registry().getDirectiveDefinitions().values().stream()
        .filter(Sdl::isDomains)
        .forEach(this::unchecked);
  }

  private static String argument(Sdl.Field field, InputValueDefinition argument) {
    return "%s(%s:)".formatted(field.path(), argument.getName());
  }

  private void check(String name, InputValueDefinition element) {
    var directives = Constraint.on(element);
    directives.forEach(directive -> check(name, element, directive));
    if (AcceptedValues.of(element).isNone()) {
      problems.at(
          directives.getFirst(),
          "No value meets what `%s` demands: %s"
              .formatted(
                  name,
                  directives.stream().map(AstPrinter::printAst).collect(Collectors.joining(" "))),
          "Write a lower bound that is not above the upper one, and no two constraints that exclude each other.");
    }
  }

  private void check(String name, InputValueDefinition element, Directive directive) {
    var constraint = Constraint.named(directive.getName()).orElseThrow();
    var type = TypeRef.of(element.getType());
    boolean fits =
        constraint.subject() == Constraint.Subject.CONTAINER
            ? type.list() || sdl.input(type.name()).isPresent()
            : constraint.subject().scalars().contains(type.name());
    if (!fits) {
      problems.at(
          directive,
          "`@%s` can't hold for `%s`, which is of type `%s`"
              .formatted(constraint.directive(), name, type.text()),
          subjects(constraint));
      return;
    }
    switch (constraint) {
      case PATTERN -> pattern(name, directive);
      case DECIMAL_MIN, DECIMAL_MAX -> {
        if (AcceptedValues.decimal(directive).isEmpty()) {
          problems.at(
              directive,
              "The bound of `%s` is no number: %s".formatted(name, AstPrinter.printAst(directive)),
              "Write it as a decimal: `@%s(value: \"12.50\")`.".formatted(constraint.directive()));
        }
      }
      case RANGE -> {
        if (directive.getArgument("max") == null && !type.name().equals("Int")) {
          problems.at(
              directive,
              "The range of `%s` ends at %d, which nobody wrote".formatted(name, Integer.MAX_VALUE),
              "Write its `max`, or `@Min` in its place for a number without an upper bound.");
        }
      }
      default -> {
        // Its arguments' types say all there is to check.
      }
    }
  }

  private static String subjects(Constraint constraint) {
    return constraint.subject() == Constraint.Subject.CONTAINER
        ? "It is for lists and input objects; a text has `@Size` and `@NotEmpty`."
        : "It is for values of %s, and for lists of them; take it away, or change the type."
            .formatted(
                constraint.subject().scalars().stream().sorted().collect(Collectors.joining(", ")));
  }

  private void pattern(String name, Directive directive) {
    var expression = Applied.text(directive, "regexp").orElse("");
    try {
      int steps = Pattern.compile(expression).programSize();
      if (steps > MOST_STEPS) {
        problems.at(
            directive,
            "The pattern of `%s` takes %d steps for each character; %d are allowed"
                .formatted(name, steps, MOST_STEPS),
            "Write `*` or `+` in the place of a large repetition, and `@Size` beside it.");
      }
    } catch (PatternSyntaxException malformed) {
      problems.at(
          directive,
          "The pattern of `%s` is none: %s: `%s`"
              .formatted(name, malformed.getDescription(), malformed.getPattern()),
          "Write it in RE2's syntax: https://github.com/google/re2/wiki/Syntax.");
    }
  }

  /** Clients who know a field by its interface know the constraints of that. */
  private void promised(ImplementingTypeDefinition<?> type) {
    var faces =
        sdl.domainTypes()
            .filter(InterfaceTypeDefinition.class::isInstance)
            .map(InterfaceTypeDefinition.class::cast)
            .filter(face -> implemented(type).contains(face.getName()))
            .flatMap(Sdl::fields)
            .toList();
    for (var promise : faces) {
      var field =
          Sdl.fields(type)
              .filter(own -> own.definition().getName().equals(promise.definition().getName()))
              .findFirst();
      for (var argument : promise.definition().getInputValueDefinitions()) {
        field.ifPresent(own -> promised(promise, argument, own));
      }
    }
  }

  @SuppressWarnings("rawtypes") // graphql-java's list of types is raw
  private static Set<String> implemented(ImplementingTypeDefinition<?> type) {
    List<Type> faces = type.getImplements();
    return faces.stream().map(face -> ((TypeName) face).getName()).collect(Collectors.toSet());
  }

  private void promised(Sdl.Field promise, InputValueDefinition argument, Sdl.Field field) {
    own(field, argument.getName())
        .filter(own -> !same(AcceptedValues.of(own), AcceptedValues.of(argument)))
        .ifPresent(
            own ->
                problems.at(
                    own,
                    "`%s` takes other values than `%s`"
                        .formatted(argument(field, own), argument(promise, argument)),
                    "Give both the same constraints: who asks for a %s knows only those."
                        .formatted(promise.owner().getName())));
  }

  private static Optional<InputValueDefinition> own(Sdl.Field field, String argument) {
    return field.definition().getInputValueDefinitions().stream()
        .filter(own -> own.getName().equals(argument))
        .findFirst();
  }

  private static boolean same(AcceptedValues one, AcceptedValues other) {
    return one.includes(other) && other.includes(one);
  }

  private void unchecked(DirectiveDefinition definition) {
    definition
        .getInputValueDefinitions()
        .forEach(
            argument ->
                Constraint.on(argument)
                    .forEach(
                        directive ->
                            problems.at(
                                directive,
                                "`@%s` of `@%s(%s:)` is never checked"
                                    .formatted(
                                        directive.getName(),
                                        definition.getName(),
                                        argument.getName()),
                                "Take it away: constraints hold for the arguments of fields and for input fields.")));
  }
}
