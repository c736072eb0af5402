package io.millrace.schema.constraint;

import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A directive of the platform's SDL that says what values an argument or input field takes. */
public enum Constraint {
  SIZE("Size", Subject.TEXT),
  NOT_EMPTY("NotEmpty", Subject.TEXT),
  NOT_BLANK("NotBlank", Subject.TEXT),
  PATTERN("Pattern", Subject.TEXT),
  CONTAINER_SIZE("ContainerSize", Subject.CONTAINER),
  CONTAINER_NOT_EMPTY("ContainerNotEmpty", Subject.CONTAINER),
  RANGE("Range", Subject.NUMBER),
  MIN("Min", Subject.NUMBER),
  MAX("Max", Subject.NUMBER),
  DECIMAL_MIN("DecimalMin", Subject.NUMBER),
  DECIMAL_MAX("DecimalMax", Subject.NUMBER),
  DIGITS("Digits", Subject.NUMBER),
  POSITIVE("Positive", Subject.NUMBER),
  POSITIVE_OR_ZERO("PositiveOrZero", Subject.NUMBER),
  NEGATIVE("Negative", Subject.NUMBER),
  NEGATIVE_OR_ZERO("NegativeOrZero", Subject.NUMBER),
  ASSERT_TRUE("AssertTrue", Subject.TRUTH),
  ASSERT_FALSE("AssertFalse", Subject.TRUTH);

  private static final Map<String, Constraint> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Constraint::directive, Function.identity()));

  private final String directive;
  private final Subject subject;

  Constraint(String directive, Subject subject) {
    this.directive = directive;
    this.subject = subject;
  }

  /** What a constraint can be about. */
  public enum Subject {
    /** Texts. */
    TEXT("String", "ID"),
    /** Numbers. */
    NUMBER("Int", "Float", "Long", "Decimal"),
    /** True and false. */
    TRUTH("Boolean"),
    /** Lists and input objects, the whole of them. */
    CONTAINER;

    private final Set<String> scalars;

    Subject(String... scalars) {
      this.scalars = Set.of(scalars);
    }

    /** The scalars whose values it is about; none for a container. */
    public Set<String> scalars() {
      return scalars;
    }
  }

  /** The constraint of a directive's name, where it is one. */
  public static Optional<Constraint> named(String directive) {
    return Optional.ofNullable(BY_NAME.get(directive));
  }

  /** The constraints on an element, as they are written. */
  public static List<Directive> on(DirectivesContainer<?> element) {
    return element.getDirectives().stream()
        .filter(directive -> named(directive.getName()).isPresent())
        .toList();
  }

  /** The directive's name. */
  public String directive() {
    return directive;
  }

  /** What it can be about. */
  public Subject subject() {
    return subject;
  }
}
