package io.millrace.api.budget;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Charges clients in the buckets that all nodes share; where those can't be asked, in this node's
 * own, so that a lost Redis neither stops every client nor lets everybody spend without end.
 */
final class Budget {

  private static final Logger LOG = LoggerFactory.getLogger(Budget.class);

  private final Buckets shared;
  private final Buckets local;
  private final Runnable onLocal;
  private final String node = HexFormat.of().formatHex(random());
  private final AtomicLong charges = new AtomicLong();
  private final AtomicBoolean away = new AtomicBoolean();

  /**
   * @param onLocal is told of each charge that a node's own bucket took
   */
  Budget(Buckets shared, Buckets local, Runnable onLocal) {
    this.shared = shared;
    this.local = local;
    this.onLocal = onLocal;
  }

  /** Takes an amount from a budget where it is there; 0 only asks what is there. */
  Mono<Charge> charge(String owner, double amount, BucketSize size) {
    var id = node + "-" + charges.incrementAndGet();
    return shared
        .charge(owner, id, amount, size)
        .doOnNext(_ -> back())
        .map(filling -> new Charge(owner, id, amount, size, true, filling))
        .onErrorResume(
            failure -> {
              away(failure);
              return local
                  .charge(owner, id, amount, size)
                  .map(filling -> new Charge(owner, id, amount, size, false, filling));
            });
  }

  /**
   * Replaces what was charged by what it did cost; a second time nothing happens. Where the bucket
   * can't be asked any more, what was charged stays charged.
   */
  Mono<Charge> settle(Charge charge, double actual) {
    var buckets = charge.shared() ? shared : local;
    return buckets
        .settle(charge.owner(), charge.id(), actual, charge.size())
        .map(charge::with)
        .onErrorResume(
            failure -> {
              LOG.debug("A charge was not settled", failure);
              return Mono.just(charge);
            });
  }

  private void away(Throwable failure) {
    onLocal.run();
    if (!away.getAndSet(true)) {
      LOG.warn("The guards' Redis can't be asked; each node has budgets of its own", failure);
    }
  }

  private void back() {
    if (away.get() && away.getAndSet(false)) {
      LOG.info("The guards' Redis can be asked again; all nodes share the budgets");
    }
  }

  private static byte[] random() {
    var bytes = new byte[8];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
