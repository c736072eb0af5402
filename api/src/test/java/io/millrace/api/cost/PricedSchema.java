package io.millrace.api.cost;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionInput;
import graphql.execution.RawVariables;
import graphql.execution.ValuesResolver;
import graphql.language.NodeUtil;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import graphql.validation.Validator;
import io.millrace.api.gate.Operation;
import java.util.Locale;
import java.util.Map;

/** A schema with weights and sizes, whose operations are priced and never run. */
record PricedSchema(GraphQLSchema schema, Weights weights) {

  static final int PAGE = 20;
  static final double INTROSPECTION = 500;

  /** The directives as the specification defines them (sections 7 and 8). */
  private static final String DIRECTIVES =
      """
      directive @cost(weight: String!) on
        | ARGUMENT_DEFINITION
        | ENUM
        | FIELD_DEFINITION
        | INPUT_FIELD_DEFINITION
        | OBJECT
        | SCALAR
      directive @listSize(
        assumedSize: Int,
        slicingArguments: [String!],
        sizedFields: [String!],
        requireOneSlicingArgument: Boolean = true
      ) on FIELD_DEFINITION
      """;

  static PricedSchema of(String sdl) {
    var schema =
        UnExecutableSchemaGenerator.makeUnExecutableSchema(
            new SchemaParser().parse(DIRECTIVES + sdl));
    return new PricedSchema(schema, new Weights(schema));
  }

  OperationCost price(String text) {
    return price(text, Map.of());
  }

  OperationCost price(String text, Map<String, Object> variables) {
    var document = Parser.parse(text);
    assertThat(new Validator().validateDocument(schema, document, Locale.ENGLISH)).isEmpty();
    var input = ExecutionInput.newExecutionInput(text).variables(variables).build();
    var found = NodeUtil.getOperation(document, null);
    var coerced =
        ValuesResolver.coerceVariableValues(
            schema,
            found.operationDefinition.getVariableDefinitions(),
            RawVariables.of(variables),
            input.getGraphQLContext(),
            Locale.ENGLISH);
    return new OperationCost(
        new Estimation(
                new Operation(
                    input,
                    schema,
                    text,
                    document,
                    found.operationDefinition,
                    found.fragmentsByName,
                    coerced),
                weights,
                PAGE,
                INTROSPECTION)
            .plan());
  }

  double field(String text) {
    return price(text).estimate().field();
  }

  double type(String text) {
    return price(text).estimate().type();
  }
}
