package io.millrace.api.budget;

import io.millrace.api.cost.CostNumber;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import io.millrace.api.identity.Identity;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What each client may spend, in field cost. A client is the one that a token names, and else the
 * address.
 *
 * @param enabled whether operations are charged; without it only what one may cost is limited
 * @param capacity what a named client's budget holds: the most that it can spend at once
 * @param restoreRate what comes back to a named client's budget in a second
 * @param anonymousCapacity what the budget of an address holds, for callers without a token
 * @param anonymousRestoreRate what comes back to the budget of an address in a second
 * @param clients other budgets, by the client's name in its tokens, as {@code
 *     clients.shop.capacity} and {@code clients.shop.restore-rate}
 */
@ConfigurationProperties("millrace.api.budget")
public record BudgetProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("200000") double capacity,
    @DefaultValue("10000") double restoreRate,
    @DefaultValue("50000") double anonymousCapacity,
    @DefaultValue("2000") double anonymousRestoreRate,
    @DefaultValue Map<String, Client> clients) {

  /**
   * The budget of one client.
   *
   * @param capacity what it holds
   * @param restoreRate what comes back in a second
   */
  public record Client(double capacity, double restoreRate) {
    public Client {
      new BucketSize(capacity, restoreRate);
    }
  }

  public BudgetProperties {
    clients = Map.copyOf(clients);
    new BucketSize(capacity, restoreRate);
    new BucketSize(anonymousCapacity, anonymousRestoreRate);
  }

  /**
   * Why a caller's budget can never pay for an operation, however full it is; empty where it can.
   *
   * @param cost the operation's field cost
   */
  public Optional<RequestException> refusal(Identity caller, double cost) {
    double capacity = of(caller).capacity();
    return cost <= capacity
        ? Optional.empty()
        : Optional.of(
            new RequestException(
                ErrorCode.COST_LIMIT_EXCEEDED,
                "The operation may cost %s, and the client's budget never holds more than %s: ask for fewer rows or levels"
                    .formatted(CostNumber.of(cost), CostNumber.of(capacity))));
  }

  BucketSize of(Identity caller) {
    if (caller.token().isEmpty()) {
      return new BucketSize(anonymousCapacity, anonymousRestoreRate);
    }
    var own = clients.get(caller.token().get().client());
    return own == null
        ? new BucketSize(capacity, restoreRate)
        : new BucketSize(own.capacity(), own.restoreRate());
  }
}
