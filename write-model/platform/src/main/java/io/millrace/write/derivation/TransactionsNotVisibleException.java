package io.millrace.write.derivation;

import java.time.Duration;
import java.util.List;

/**
 * A transaction that was decoded from the log did not become visible in time: its commit waits, for
 * a synchronous standby for example. Nothing was derived; trying again later is right.
 */
public final class TransactionsNotVisibleException extends RuntimeException {

  TransactionsNotVisibleException(List<Long> transactions, Duration waited) {
    super(
        "Transactions %s did not become visible within %d ms"
            .formatted(transactions, waited.toMillis()));
  }
}
