package io.millrace.api.gate;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionInput;
import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.execution.RawVariables;
import graphql.execution.ValuesResolver;
import graphql.language.NodeUtil;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.validation.Validator;
import java.util.Locale;
import java.util.Map;

/** Makes operations that never run. */
public final class Operations {

  private Operations() {}

  /** The one operation of a valid document, as the gate hands it to its checks. */
  public static Operation of(
      GraphQLSchema schema, String text, Map<String, Object> variables, Locale locale) {
    var definition = NodeUtil.getOperation(Parser.parse(text), null).operationDefinition;
    var coerced =
        ValuesResolver.coerceVariableValues(
            schema,
            definition.getVariableDefinitions(),
            RawVariables.of(variables),
            GraphQLContext.getDefault(),
            locale);
    return of(
        schema,
        text,
        coerced,
        ExecutionInput.newExecutionInput(text).variables(variables).locale(locale).build());
  }

  /** The same with variables as the execution has them. */
  public static Operation of(GraphQLSchema schema, String text, CoercedVariables variables) {
    return of(schema, text, variables, ExecutionInput.newExecutionInput(text).build());
  }

  private static Operation of(
      GraphQLSchema schema, String text, CoercedVariables variables, ExecutionInput input) {
    var document = Parser.parse(text);
    assertThat(new Validator().validateDocument(schema, document, Locale.ENGLISH)).isEmpty();
    var found = NodeUtil.getOperation(document, null);
    return Operation.of(input, schema, text, document, found, variables, new OperationNotes());
  }
}
