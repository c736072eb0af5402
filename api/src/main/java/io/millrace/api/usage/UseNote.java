package io.millrace.api.usage;

import io.millrace.api.gate.Operation;
import io.millrace.api.gate.OperationCheck;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Notes what an operation uses that every check has let through, and refuses none. */
final class UseNote implements OperationCheck {

  private final Uses uses;
  private final @Nullable UsageCounts counts;

  /**
   * @param counts null where nobody counts
   */
  UseNote(Uses uses, @Nullable UsageCounts counts) {
    this.uses = uses;
    this.counts = counts;
  }

  @Override
  public Mono<Void> check(Operation operation) {
    var use = uses.of(operation);
    operation.context().put(Use.class, use);
    if (counts != null) {
      counts.count(operation, use);
    }
    return Mono.empty();
  }
}
