package io.millrace.api.graphql;

import graphql.language.Field;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import io.millrace.api.gate.Operation;
import io.millrace.api.gate.OperationCheck;
import io.millrace.api.gate.SelectedFields;
import io.millrace.api.version.PublishedArguments;
import io.millrace.api.version.Versions;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Refuses an operation that orders a list by a field twice. The second time can change nothing, and
 * this bounds the order: there are no more entries than fields.
 */
final class OrderCheck implements OperationCheck {

  private final EngineFetchers fetchers;

  OrderCheck(EngineFetchers fetchers) {
    this.fetchers = fetchers;
  }

  @Override
  public Mono<Void> check(Operation operation) {
    return Mono.fromRunnable(
        () ->
            SelectedFields.forEach(
                operation,
                (type, definition, field) -> require(operation, type, definition, field)));
  }

  private void require(
      Operation operation,
      GraphQLFieldsContainer type,
      GraphQLFieldDefinition definition,
      Field field) {
    if (field.getArguments().isEmpty()) {
      return;
    }
    var names = Versions.of(operation.context()).names();
    fetchers
        .searched(
            names.declaredType(type.getName()),
            names.declaredMember(type.getName(), field.getName()))
        .flatMap(
            search ->
                search.orderedTwice(
                    new PublishedArguments(names)
                        .declared(
                            type.getName(),
                            field.getName(),
                            definition.getArguments(),
                            SelectedFields.arguments(operation, definition, field))))
        .ifPresent(
            twice -> {
              throw RequestException.of(
                  ErrorCode.BAD_USER_INPUT,
                  List.of(
                      new RequestException.Mistake(
                          "%s is ordered by %s twice: name each field once"
                              .formatted(field.getName(), twice),
                          field.getSourceLocation())));
            });
  }
}
