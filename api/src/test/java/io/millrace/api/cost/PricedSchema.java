package io.millrace.api.cost;

import graphql.execution.CoercedVariables;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import io.millrace.api.gate.Operation;
import io.millrace.api.gate.Operations;
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
    return price(Operations.of(schema, text, variables, Locale.ENGLISH));
  }

  /** With variables as the execution has them, or unknown ones. */
  OperationCost priceCoerced(String text, Map<String, Object> variables) {
    return price(Operations.of(schema, text, CoercedVariables.of(variables)));
  }

  private OperationCost price(Operation operation) {
    var estimation = new Estimation(operation, weights, PAGE, INTROSPECTION);
    return new OperationCost(estimation.plan(), estimation.assumptions());
  }

  double field(String text) {
    return price(text).estimate().field();
  }

  double type(String text) {
    return price(text).estimate().type();
  }
}
