package io.millrace.api.usage;

import io.millrace.api.gate.Operation;
import io.millrace.api.gate.OperationCheck;
import reactor.core.publisher.Mono;

/** Notes what an operation uses that every check has let through, and refuses none. */
final class UseNote implements OperationCheck {

  private final Uses uses;

  UseNote(Uses uses) {
    this.uses = uses;
  }

  @Override
  public Mono<Void> check(Operation operation) {
    operation.context().put(Use.class, uses.of(operation));
    return Mono.empty();
  }
}
