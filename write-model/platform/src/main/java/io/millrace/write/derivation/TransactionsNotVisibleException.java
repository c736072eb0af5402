package io.millrace.write.derivation;

import java.time.Duration;

/**
 * A transaction that was decoded from the log did not become visible in time: its commit waits, for
 * a synchronous standby for example. Nothing was derived; trying again later is right.
 */
public final class TransactionsNotVisibleException extends RuntimeException {

  TransactionsNotVisibleException(Iterable<Long> transactions, Duration waited) {
    super(
        "Transactions %s did not become visible within %d ms"
            .formatted(String.join(", ", ids(transactions)), waited.toMillis()));
  }

  private static Iterable<String> ids(Iterable<Long> transactions) {
    var ids = new java.util.ArrayList<String>();
    transactions.forEach(transaction -> ids.add(transaction.toString()));
    return ids;
  }
}
