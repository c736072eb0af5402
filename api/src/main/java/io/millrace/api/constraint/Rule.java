package io.millrace.api.constraint;

import com.google.re2j.Pattern;
import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLInputType;
import io.millrace.schema.constraint.Constraint;
import io.millrace.schema.constraint.Constraint.Subject;
import java.util.function.Predicate;

/**
 * A constraint of one argument or input field.
 *
 * @param ofWhole whether it is about a list or object as a whole, and not about each element
 * @param accepts whether a value meets it; the value is coerced and not null
 * @param surcharge how often a text counts once more, for what it takes to hold it against this
 * @param demand what it wants, as the end of a sentence
 */
record Rule(boolean ofWhole, Predicate<Object> accepts, int surcharge, String demand) {

  /** The most that an ordinary pattern has, and what 8 ns each make half a microsecond of. */
  private static final int STEPS_OF_A_CHARACTER = 64;

  static Rule of(Constraint constraint, GraphQLAppliedDirective directive, GraphQLInputType type) {
    var demand =
        "must %s (@%s)".formatted(Demand.of(constraint, directive, type), constraint.directive());
    return constraint == Constraint.PATTERN
        ? pattern(directive, demand)
        : new Rule(
            constraint.subject() == Subject.CONTAINER,
            LibraryConstraint.of(constraint, directive, type),
            0,
            demand);
  }

  /**
   * The library would take java.util.regex, which backtracks: thirty letters from a hostile client
   * keep {@code (.*a){12}b} for seconds, forty for minutes, and three thousand end the stack of
   * {@code (a|b)*}. RE2 takes no more steps for a character than its program has, whatever the
   * pattern, and calls itself never; so that bounding the texts of an operation bounds the time.
   */
  private static Rule pattern(GraphQLAppliedDirective directive, String demand) {
    var pattern = Pattern.compile(directive.getArgument("regexp").getValue());
    return new Rule(
        false,
        value -> pattern.matches((String) value),
        pattern.programSize() / STEPS_OF_A_CHARACTER,
        demand);
  }
}
