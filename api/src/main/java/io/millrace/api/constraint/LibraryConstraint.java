package io.millrace.api.constraint;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLTypeUtil;
import graphql.validation.constraints.DirectiveConstraint;
import graphql.validation.constraints.DirectiveConstraints;
import graphql.validation.interpolation.MessageInterpolator;
import graphql.validation.rules.ValidationEnvironment;
import graphql.validation.rules.ValidationEnvironment.ValidatedElement;
import io.millrace.schema.constraint.Constraint;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A constraint of graphql-java-extended-validation, asked about one value at a time.
 *
 * <p>The library's own walk through arguments wants a field's fetcher around it, and asks each
 * constraint about lists, whose nulls it does not count in the indices that it reports. Here we
 * walk, and it is asked about texts, numbers and whole containers only. Its messages come from
 * resource bundles by locale, through an expression language: ours replace them before they are
 * made.
 */
final class LibraryConstraint implements Predicate<Object> {

  private static final Map<String, DirectiveConstraint> BY_NAME =
      DirectiveConstraints.STANDARD_CONSTRAINTS.stream()
          .collect(Collectors.toUnmodifiableMap(DirectiveConstraint::getName, Function.identity()));

  private static final GraphQLError VIOLATED =
      GraphqlErrorBuilder.newError().message("A constraint is violated").build();

  private static final MessageInterpolator WITHOUT_WORDS = (_, _, _) -> VIOLATED;

  private final DirectiveConstraint constraint;
  private final ValidationEnvironment environment;

  private LibraryConstraint(DirectiveConstraint constraint, ValidationEnvironment environment) {
    this.constraint = constraint;
    this.environment = environment;
  }

  static Predicate<Object> of(
      Constraint constraint, GraphQLAppliedDirective directive, GraphQLInputType type) {
    var found = BY_NAME.get(constraint.directive());
    if (found == null) {
      throw new IllegalStateException("The library has no @" + constraint.directive());
    }
    var asked =
        new LibraryConstraint(
            found,
            ValidationEnvironment.newValidationEnvironment()
                .validatedElement(ValidatedElement.ARGUMENT)
                .validatedType(
                    constraint.subject() == Constraint.Subject.CONTAINER
                        ? (GraphQLInputType) GraphQLTypeUtil.unwrapNonNull(type)
                        : (GraphQLInputType) GraphQLTypeUtil.unwrapAll(type))
                .directives(List.of(directive))
                .messageInterpolator(WITHOUT_WORDS)
                .build());
    return constraint == Constraint.DIGITS ? value -> asked.test(plain(value)) : asked;
  }

  /**
   * It counts the digits of a notation: 100.0, which a Float has always, has one behind the point.
   */
  private static Object plain(Object number) {
    return new BigDecimal(number.toString()).stripTrailingZeros();
  }

  @Override
  public boolean test(Object value) {
    return constraint
        .runValidation(environment.transform(with -> with.validatedValue(value)))
        .isEmpty();
  }
}
