package io.millrace.write.command;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets old idempotency keys, at most once an hour and only while keys are used: there is nothing
 * to start or stop.
 */
final class IdempotencyExpiry {

  private static final Logger LOG = LoggerFactory.getLogger(IdempotencyExpiry.class);
  private static final Duration INTERVAL = Duration.ofHours(1);

  private final IdempotencyKeys keys;
  private final Duration age;
  private final AtomicLong due = new AtomicLong(System.nanoTime());

  IdempotencyExpiry(IdempotencyKeys keys, Duration age) {
    this.keys = keys;
    this.age = age;
  }

  /** Called after each use of a key. */
  void keyWasUsed() {
    long now = System.nanoTime();
    long before = due.get();
    if (now - before >= 0 && due.compareAndSet(before, now + INTERVAL.toNanos())) {
      keys.expire(age)
          .subscribe(
              forgotten -> LOG.debug("Forgot {} idempotency keys", forgotten),
              error -> LOG.warn("Old idempotency keys could not be forgotten", error));
    }
  }
}
