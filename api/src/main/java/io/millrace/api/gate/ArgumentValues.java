package io.millrace.api.gate;

import graphql.ExecutionInput;
import graphql.GraphQLError;
import graphql.execution.CoercedVariables;
import graphql.execution.ValuesResolver;
import graphql.language.Field;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLSchema;
import io.millrace.api.error.RequestException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of an operation's arguments, coerced when somebody first asks: several checks ask for
 * the same ones. Used by one check after the other.
 */
public final class ArgumentValues {

  private final ExecutionInput input;
  private final GraphQLSchema schema;
  private final CoercedVariables variables;
  private final Map<Place, Map<String, @Nullable Object>> known = new HashMap<>();

  /** Both are equal only where they are the same. */
  private record Place(GraphQLFieldDefinition definition, Field node) {}

  ArgumentValues(ExecutionInput input, GraphQLSchema schema, CoercedVariables variables) {
    this.input = input;
    this.schema = schema;
    this.variables = variables;
  }

  /**
   * A field's arguments by name, defaults included.
   *
   * @throws RequestException where they don't fit, which refuses the whole operation: the execution
   *     would fail the one field only, and only when its fetcher asks
   */
  public Map<String, @Nullable Object> of(GraphQLFieldDefinition definition, Field node) {
    return definition.getArguments().isEmpty()
        ? Map.of()
        : known.computeIfAbsent(new Place(definition, node), this::coerced);
  }

  private Map<String, @Nullable Object> coerced(Place place) {
    try {
      return ValuesResolver.getArgumentValues(
          schema.getCodeRegistry(),
          place.definition().getArguments(),
          place.node().getArguments(),
          variables,
          input.getGraphQLContext(),
          input.getLocale());
    } catch (RuntimeException unfit) {
      if (unfit instanceof GraphQLError) {
        throw RequestException.badInput("%s", String.valueOf(unfit.getMessage()));
      }
      throw unfit;
    }
  }
}
