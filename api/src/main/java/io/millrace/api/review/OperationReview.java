package io.millrace.api.review;

import graphql.ExecutionInput;
import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.execution.RawVariables;
import graphql.execution.ValuesResolver;
import graphql.language.Document;
import graphql.language.NodeUtil;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import io.millrace.api.constraint.ConstraintCheck;
import io.millrace.api.cost.CostCheck;
import io.millrace.api.cost.OperationCost;
import io.millrace.api.error.MessageLanguage;
import io.millrace.api.error.RequestException;
import io.millrace.api.gate.IntrospectionGate;
import io.millrace.api.gate.Operation;
import io.millrace.api.gate.OperationCheck;
import io.millrace.api.gate.OperationNotes;
import io.millrace.api.gate.UnknownVariable;
import io.millrace.api.identity.Identity;
import io.millrace.api.review.Finding.Effect;
import io.millrace.schema.version.ApiVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * Shows a valid operation to the gate's own checks of constraints, costs, budgets and
 * introspection.
 */
final class OperationReview {

  private final ReviewLimits limits;
  private final OperationCheck cost;
  private final OperationCheck constraints;
  private final OperationCheck introspection = new IntrospectionGate();

  OperationReview(ReviewLimits limits) {
    this.limits = limits;
    this.cost = new CostCheck(limits.cost(), limits.api().pages().defaultSize());
    this.constraints = new ConstraintCheck(limits.api().inputs());
  }

  /** An operation in a version that its document is valid in. */
  record Reviewed(
      String text,
      Document document,
      OperationDefinition definition,
      ApiVersion version,
      GraphQLSchema schema,
      Sender sender) {

    private String label() {
      return OperationLabel.of(definition);
    }

    private String versionName() {
      return version.isNamed() ? version.name() : "";
    }

    private Finding finding(Effect effect, RequestException refusal, String message) {
      return new Finding(effect, refusal.code(), label(), versionName(), Optional.empty(), message);
    }
  }

  /** Adds what is the matter with an operation, and what it may cost. */
  void review(Reviewed reviewed, List<Finding> findings, List<PricedOperation> prices) {
    var operation = operation(reviewed);
    refusal(constraints, operation).ifPresent(why -> findings.add(refused(reviewed, why)));
    var refusal = limits.cost().enabled() ? refusal(cost, operation) : refusalIgnored(operation);
    refusal.ifPresent(why -> findings.add(refused(reviewed, why)));
    OperationCost.of(operation.context())
        .ifPresent(
            price -> {
              prices.add(
                  new PricedOperation(
                      reviewed.label(),
                      reviewed.versionName(),
                      price.estimate(),
                      price.assumptions()));
              if (refusal.isEmpty() && limits.cost().enabled() && limits.budget().enabled()) {
                budget(reviewed, price.estimate().field(), findings);
              }
            });
    if (!limits.api().introspects()) {
      refusal(introspection, operation)
          .ifPresent(
              why ->
                  findings.add(
                      reviewed.finding(
                          Effect.NOTED,
                          why,
                          "it asks for the schema, which is not told where introspection is off")));
    }
  }

  /** It is priced for the report alone. */
  private Optional<RequestException> refusalIgnored(Operation operation) {
    refusal(cost, operation);
    return Optional.empty();
  }

  private void budget(Reviewed reviewed, double price, List<Finding> findings) {
    limits
        .budget()
        .refusal(reviewed.sender().identity(), price)
        .ifPresentOrElse(
            why -> findings.add(refused(reviewed, why)),
            () ->
                limits
                    .budget()
                    .refusal(Sender.withoutToken(), price)
                    .ifPresent(
                        why ->
                            findings.add(
                                reviewed.finding(
                                    Effect.NOTED, why, "without a token: " + why.getMessage()))));
  }

  private static Finding refused(Reviewed reviewed, RequestException why) {
    return reviewed.finding(Effect.REFUSED, why, String.valueOf(why.getMessage()));
  }

  private static Optional<RequestException> refusal(OperationCheck check, Operation operation) {
    try {
      check.check(operation).block();
      return Optional.empty();
    } catch (RequestException refusal) {
      return Optional.of(refusal);
    }
  }

  private static Operation operation(Reviewed reviewed) {
    var input =
        ExecutionInput.newExecutionInput(reviewed.text())
            .operationName(reviewed.definition().getName())
            .locale(MessageLanguage.LOCALE)
            .build();
    input.getGraphQLContext().put(Identity.class, reviewed.sender().identity());
    input.getGraphQLContext().put(ApiVersion.class, reviewed.version());
    var found = NodeUtil.getOperation(reviewed.document(), reviewed.definition().getName());
    return Operation.of(
        input,
        reviewed.schema(),
        reviewed.text(),
        reviewed.document(),
        found,
        variables(reviewed, input.getGraphQLContext()),
        new OperationNotes());
  }

  /** Those with a default have it; what the others will be, nobody knows. */
  private static CoercedVariables variables(Reviewed reviewed, GraphQLContext context) {
    var definitions = reviewed.definition().getVariableDefinitions();
    var values =
        new HashMap<>(
            ValuesResolver.coerceVariableValues(
                    reviewed.schema(),
                    definitions.stream()
                        .filter(variable -> variable.getDefaultValue() != null)
                        .toList(),
                    RawVariables.emptyVariables(),
                    context,
                    MessageLanguage.LOCALE)
                .toMap());
    definitions.stream()
        .filter(variable -> variable.getDefaultValue() == null)
        .forEach(
            variable -> values.put(variable.getName(), new UnknownVariable(variable.getName())));
    return CoercedVariables.of(values);
  }
}
