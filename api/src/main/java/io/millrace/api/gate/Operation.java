package io.millrace.api.gate;

import graphql.ExecutionInput;
import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.NodeUtil;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A valid operation before it runs.
 *
 * @param input the request
 * @param schema what it is executed against
 * @param text the document's text
 * @param document the parsed and validated document
 * @param definition the operation in it that runs
 * @param fragments the document's fragments by name
 * @param variables the variables' values, coerced, defaults included
 * @param notes what is known of it whatever its variables are
 * @param arguments the values of its arguments
 */
public record Operation(
    ExecutionInput input,
    GraphQLSchema schema,
    String text,
    Document document,
    OperationDefinition definition,
    Map<String, FragmentDefinition> fragments,
    CoercedVariables variables,
    OperationNotes notes,
    ArgumentValues arguments) {

  /**
   * An operation of a document.
   *
   * @param found the operation with the document's fragments
   */
  public static Operation of(
      ExecutionInput input,
      GraphQLSchema schema,
      String text,
      Document document,
      NodeUtil.GetOperationResult found,
      CoercedVariables variables,
      OperationNotes notes) {
    return new Operation(
        input,
        schema,
        text,
        document,
        found.operationDefinition,
        found.fragmentsByName,
        variables,
        notes,
        new ArgumentValues(input, schema, variables));
  }

  /** The type that its first fields belong to. */
  public GraphQLObjectType root() {
    return Objects.requireNonNull(
        switch (definition.getOperation()) {
          case QUERY -> schema.getQueryType();
          case MUTATION -> schema.getMutationType();
          case SUBSCRIPTION -> schema.getSubscriptionType();
        });
  }

  /**
   * The fields that are selected and not skipped, the outer before the inner: those of a fragment
   * once, and none of the introspection's.
   */
  public List<SelectedField> fields() {
    return SelectedFields.of(this);
  }

  /** The request's context, which its fields see too. */
  public GraphQLContext context() {
    return input.getGraphQLContext();
  }
}
