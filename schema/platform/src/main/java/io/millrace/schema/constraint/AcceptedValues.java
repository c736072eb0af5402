package io.millrace.schema.constraint;

import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.IntValue;
import graphql.language.StringValue;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the values are like that meet several constraints at once. The same is the same here however
 * it is written: {@code @Range(min: 1, max: 9)} or {@code @Min(value: 1) @Max(value: 9)}.
 *
 * @param numbers the numbers
 * @param characters how many characters a text has
 * @param elements how many elements a list has, or fields an object
 * @param integerDigits how many digits are before the decimal point
 * @param fractionDigits how many digits are behind it
 * @param further what else must hold, each in the words of the SDL
 */
public record AcceptedValues(
    Interval numbers,
    Interval characters,
    Interval elements,
    Interval integerDigits,
    Interval fractionDigits,
    Set<String> further) {

  private static final AcceptedValues ALL =
      new AcceptedValues(
          Interval.ALL,
          Interval.COUNTS,
          Interval.COUNTS,
          Interval.COUNTS,
          Interval.COUNTS,
          Set.of());

  private static final Set<String> CONTRADICTION = Set.of("true", "false");

  /** The values that an element takes, as its constraints say. */
  public static AcceptedValues of(DirectivesContainer<?> element) {
    var accepted = ALL;
    for (var directive : Constraint.on(element)) {
      accepted = accepted.with(directive);
    }
    return accepted;
  }

  /** Whether there is no such value. */
  public boolean isNone() {
    return List.of(numbers, characters, elements, integerDigits, fractionDigits).stream()
            .anyMatch(Interval::isEmpty)
        || further.containsAll(CONTRADICTION);
  }

  /**
   * Whether every value that others are like is among these. Of two patterns nobody can tell that,
   * unless they are the same.
   */
  public boolean includes(AcceptedValues others) {
    return numbers.contains(others.numbers)
        && characters.contains(others.characters)
        && elements.contains(others.elements)
        && integerDigits.contains(others.integerDigits)
        && fractionDigits.contains(others.fractionDigits)
        && others.further.containsAll(further);
  }

  private AcceptedValues with(Directive directive) {
    return switch (Constraint.named(directive.getName()).orElseThrow()) {
      case SIZE -> ofCharacters(between(characters, directive));
      case NOT_EMPTY -> ofCharacters(characters.from(BigDecimal.ONE, true));
      // What is not blank is not empty.
      case NOT_BLANK -> ofCharacters(characters.from(BigDecimal.ONE, true)).and("not blank");
      case PATTERN -> and("matches " + text(directive, "regexp").orElse(""));
      case CONTAINER_SIZE -> ofElements(between(elements, directive));
      case CONTAINER_NOT_EMPTY -> ofElements(elements.from(BigDecimal.ONE, true));
      case RANGE -> ofNumbers(between(numbers, directive));
      case MIN -> ofNumbers(numbers.from(integer(directive, "value", 0), true));
      case MAX -> ofNumbers(numbers.to(integer(directive, "value", Integer.MAX_VALUE), true));
      case DECIMAL_MIN ->
          decimal(directive)
              .map(value -> ofNumbers(numbers.from(value, isInclusive(directive))))
              .orElse(this);
      case DECIMAL_MAX ->
          decimal(directive)
              .map(value -> ofNumbers(numbers.to(value, isInclusive(directive))))
              .orElse(this);
      case DIGITS -> ofDigits(directive);
      case POSITIVE -> ofNumbers(numbers.from(BigDecimal.ZERO, false));
      case POSITIVE_OR_ZERO -> ofNumbers(numbers.from(BigDecimal.ZERO, true));
      case NEGATIVE -> ofNumbers(numbers.to(BigDecimal.ZERO, false));
      case NEGATIVE_OR_ZERO -> ofNumbers(numbers.to(BigDecimal.ZERO, true));
      case ASSERT_TRUE -> and("true");
      case ASSERT_FALSE -> and("false");
    };
  }

  private static Interval between(Interval all, Directive directive) {
    return all.from(integer(directive, "min", 0), true)
        .to(integer(directive, "max", Integer.MAX_VALUE), true);
  }

  private AcceptedValues ofNumbers(Interval narrower) {
    return new AcceptedValues(
        narrower, characters, elements, integerDigits, fractionDigits, further);
  }

  private AcceptedValues ofCharacters(Interval narrower) {
    return new AcceptedValues(numbers, narrower, elements, integerDigits, fractionDigits, further);
  }

  private AcceptedValues ofElements(Interval narrower) {
    return new AcceptedValues(
        numbers, characters, narrower, integerDigits, fractionDigits, further);
  }

  private AcceptedValues ofDigits(Directive directive) {
    return new AcceptedValues(
        numbers,
        characters,
        elements,
        integerDigits.to(integer(directive, "integer", Integer.MAX_VALUE), true),
        directive.getArgument("fraction") == null
            ? fractionDigits
            : fractionDigits.to(integer(directive, "fraction", Integer.MAX_VALUE), true),
        further);
  }

  private AcceptedValues and(String holds) {
    var all = new HashSet<>(further);
    all.add(holds);
    return new AcceptedValues(
        numbers, characters, elements, integerDigits, fractionDigits, Set.copyOf(all));
  }

  /** The value of {@code @DecimalMin} or {@code @DecimalMax}, where it is a number. */
  public static Optional<BigDecimal> decimal(Directive directive) {
    try {
      return text(directive, "value").map(BigDecimal::new);
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  private static boolean isInclusive(Directive directive) {
    var given = directive.getArgument("inclusive");
    return given == null || !(given.getValue() instanceof BooleanValue flag) || flag.isValue();
  }

  private static Optional<String> text(Directive directive, String argument) {
    var given = directive.getArgument(argument);
    return given != null && given.getValue() instanceof StringValue text
        ? Optional.ofNullable(text.getValue())
        : Optional.empty();
  }

  private static BigDecimal integer(Directive directive, String argument, int otherwise) {
    var given = directive.getArgument(argument);
    return given != null && given.getValue() instanceof IntValue value
        ? new BigDecimal(value.getValue())
        : BigDecimal.valueOf(otherwise);
  }
}
