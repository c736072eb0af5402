package io.millrace.api.constraint;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import graphql.language.Argument;
import graphql.language.Field;
import graphql.language.SourceLocation;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLSchema;
import io.millrace.api.ApiProperties.Inputs;
import io.millrace.api.gate.Operation;
import io.millrace.api.gate.OperationCheck;
import io.millrace.api.gate.SelectedFields;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Refuses an operation whose arguments hold values that the SDL's constraints don't let through.
 */
final class ConstraintCheck implements OperationCheck {

  private final Inputs limits;

  /** Of each schema that is executed. */
  private final LoadingCache<GraphQLSchema, ConstrainedSchema> schemas =
      Caffeine.newBuilder().weakKeys().build(ConstrainedSchema::new);

  /**
   * @param limits what a request may hold, which bounds how much is looked at
   */
  ConstraintCheck(Inputs limits) {
    this.limits = limits;
  }

  @Override
  public Mono<Void> check(Operation operation) {
    var schema = schemas.get(operation.schema());
    return schema.isFree() ? Mono.empty() : Mono.fromRunnable(() -> require(operation, schema));
  }

  private void require(Operation operation, ConstrainedSchema schema) {
    var found = new Violations(schema, limits);
    SelectedFields.forEach(
        operation,
        (_, definition, field) -> {
          if (definition.getArguments().stream().anyMatch(schema::concerns)) {
            arguments(operation, definition, field, schema, found);
          }
        });
    found.throwIfAny();
  }

  private static void arguments(
      Operation operation,
      GraphQLFieldDefinition definition,
      Field field,
      ConstrainedSchema schema,
      Violations found) {
    var values = SelectedFields.arguments(operation, definition, field);
    definition.getArguments().stream()
        .filter(schema::concerns)
        .forEach(
            argument ->
                found.look(
                    argument,
                    values.get(argument.getName()),
                    ValuePath.of(field.getName(), argument.getName()),
                    location(field, argument)));
  }

  private static @Nullable SourceLocation location(Field field, GraphQLArgument argument) {
    return field.getArguments().stream()
        .filter(given -> given.getName().equals(argument.getName()))
        .map(Argument::getSourceLocation)
        .findFirst()
        .orElseGet(field::getSourceLocation);
  }
}
