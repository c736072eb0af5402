package io.millrace.api.constraint;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import graphql.language.Argument;
import graphql.language.Field;
import graphql.language.SourceLocation;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLSchema;
import io.millrace.api.ApiProperties.Inputs;
import io.millrace.api.gate.Operation;
import io.millrace.api.gate.OperationCheck;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Refuses an operation whose arguments hold values that the SDL's constraints don't let through.
 */
public final class ConstraintCheck implements OperationCheck {

  private final Inputs limits;

  /** Of each schema that is executed. */
  private final LoadingCache<GraphQLSchema, ConstrainedSchema> schemas =
      Caffeine.newBuilder().weakKeys().build(ConstrainedSchema::new);

  /**
   * @param limits what a request may hold, which bounds how much is looked at
   */
  public ConstraintCheck(Inputs limits) {
    this.limits = limits;
  }

  @Override
  public Mono<Void> check(Operation operation) {
    var schema = schemas.get(operation.schema());
    return schema.isFree() ? Mono.empty() : Mono.fromRunnable(() -> require(operation, schema));
  }

  private void require(Operation operation, ConstrainedSchema schema) {
    var found = new Violations(schema, limits);
    for (var field : operation.fields()) {
      for (var argument : field.definition().getArguments()) {
        if (schema.concerns(argument)) {
          found.look(
              argument,
              operation.arguments().of(field.definition(), field.node()).get(argument.getName()),
              ValuePath.of(field.node().getName(), argument.getName()),
              location(field.node(), argument));
        }
      }
    }
    found.throwIfAny();
  }

  private static @Nullable SourceLocation location(Field field, GraphQLArgument argument) {
    return field.getArguments().stream()
        .filter(given -> given.getName().equals(argument.getName()))
        .map(Argument::getSourceLocation)
        .findFirst()
        .orElseGet(field::getSourceLocation);
  }
}
