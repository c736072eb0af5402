package io.millrace.api.graphql;

import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import io.millrace.api.gate.Operation;
import io.millrace.api.gate.OperationCheck;
import io.millrace.api.gate.SelectedField;
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
            operation.fields().stream()
                .filter(field -> !field.node().getArguments().isEmpty())
                .forEach(field -> require(operation, field)));
  }

  private void require(Operation operation, SelectedField field) {
    var names = Versions.of(operation.context()).names();
    var type = field.owner().getName();
    var name = field.node().getName();
    fetchers
        .searched(names.declaredType(type), names.declaredMember(type, name))
        .flatMap(
            search ->
                search.orderedTwice(
                    new PublishedArguments(names)
                        .declared(
                            type,
                            name,
                            field.definition().getArguments(),
                            operation.arguments().of(field.definition(), field.node()))))
        .ifPresent(
            twice -> {
              throw RequestException.of(
                  ErrorCode.BAD_USER_INPUT,
                  List.of(
                      new RequestException.Mistake(
                          "%s is ordered by %s twice: name each field once".formatted(name, twice),
                          field.node().getSourceLocation())));
            });
  }
}
