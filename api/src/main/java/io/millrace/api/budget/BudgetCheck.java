package io.millrace.api.budget;

import io.millrace.api.cost.CostMode;
import io.millrace.api.cost.CostNumber;
import io.millrace.api.cost.OperationCost;
import io.millrace.api.cost.ThrottleStatus;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import io.millrace.api.gate.Operation;
import io.millrace.api.gate.OperationCheck;
import io.millrace.api.identity.Identity;
import reactor.core.publisher.Mono;

/** Charges a client for what its operation may cost, or refuses it where the budget is spent. */
final class BudgetCheck implements OperationCheck {

  private final Budget budget;
  private final BudgetProperties properties;

  BudgetCheck(Budget budget, BudgetProperties properties) {
    this.budget = budget;
    this.properties = properties;
  }

  /** What this process asks itself is nobody's to pay. */
  @Override
  public Mono<Void> check(Operation operation) {
    if (Identity.of(operation.context()).isWithin()) {
      return Mono.empty();
    }
    return OperationCost.of(operation.context())
        .map(cost -> charge(operation, cost.estimate().field()))
        .orElse(Mono.empty());
  }

  private Mono<Void> charge(Operation operation, double cost) {
    var caller = Identity.of(operation.context());
    var size = properties.of(caller);
    var refusal = properties.refusal(caller, cost);
    if (refusal.isPresent()) {
      return Mono.error(refusal.get());
    }
    boolean asking = operation.context().get(CostMode.class) == CostMode.VALIDATE;
    return budget
        .charge(caller.client(), asking ? 0 : cost, size)
        .flatMap(
            charge -> {
              operation.context().put(Charge.class, charge);
              operation.context().put(ThrottleStatus.class, charge.status());
              return asking || charge.filling().admitted()
                  ? Mono.empty()
                  : Mono.error(exhausted(cost, charge));
            });
  }

  private static RequestException exhausted(double cost, Charge charge) {
    double available = charge.filling().available();
    long seconds = Math.max(1, charge.size().seconds(cost - available));
    return RequestException.tryAgain(
        ErrorCode.BUDGET_EXHAUSTED,
        "The client's budget has %s left, and the operation may cost %s: try again in %d s"
            .formatted(CostNumber.of(Math.floor(available)), CostNumber.of(cost), seconds),
        seconds);
  }
}
