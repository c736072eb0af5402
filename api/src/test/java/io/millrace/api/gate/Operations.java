package io.millrace.api.gate;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionInput;
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
    var document = Parser.parse(text);
    assertThat(new Validator().validateDocument(schema, document, Locale.ENGLISH)).isEmpty();
    var input = ExecutionInput.newExecutionInput(text).variables(variables).locale(locale).build();
    var found = NodeUtil.getOperation(document, null);
    var coerced =
        ValuesResolver.coerceVariableValues(
            schema,
            found.operationDefinition.getVariableDefinitions(),
            RawVariables.of(variables),
            input.getGraphQLContext(),
            locale);
    return new Operation(
        input, schema, text, document, found.operationDefinition, found.fragmentsByName, coerced, new OperationNotes());
  }
}
