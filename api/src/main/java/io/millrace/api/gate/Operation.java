package io.millrace.api.gate;

import graphql.ExecutionInput;
import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import java.util.Map;

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
 */
public record Operation(
    ExecutionInput input,
    GraphQLSchema schema,
    String text,
    Document document,
    OperationDefinition definition,
    Map<String, FragmentDefinition> fragments,
    CoercedVariables variables,
    OperationNotes notes) {

  /** The request's context, which its fields see too. */
  public GraphQLContext context() {
    return input.getGraphQLContext();
  }
}
