package io.millrace.storefront.rule;

import io.millrace.write.command.CommandRefusedException;
import io.millrace.write.command.RuleViolation;
import org.springframework.dao.OptimisticLockingFailureException;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * What happens to a command whose aggregate somebody else changed between its loading and its
 * saving.
 *
 * <p>It loads and decides anew, in the same transaction: under READ COMMITTED the second loading
 * sees what the winner committed, and an update that matched no row does not abort a transaction. A
 * command that carried the version which it is meant for then finds another one and is refused at
 * once; without an expected version it fails only after {@link #RETRIES} lost races in a row.
 */
public final class LostRace {

  /** How often a command that lost a race tries again. */
  public static final int RETRIES = 3;

  private LostRace() {}

  /**
   * Repeats loading, deciding and saving while it loses the race.
   *
   * @param attempt loads the aggregate anew on each subscription
   * @param conflict what the command is refused for in the end
   */
  public static <T> Mono<T> retried(Mono<T> attempt, RuleViolation conflict) {
    return attempt
        .retryWhen(
            Retry.max(RETRIES)
                .filter(OptimisticLockingFailureException.class::isInstance)
                .onRetryExhaustedThrow((spec, lost) -> lost.failure()))
        .onErrorMap(
            OptimisticLockingFailureException.class, lost -> new CommandRefusedException(conflict));
  }
}
