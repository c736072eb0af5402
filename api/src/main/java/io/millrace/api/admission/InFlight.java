package io.millrace.api.admission;

import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The operations that run now. */
final class InFlight {

  private static final long SECONDS = 1;

  private final int maxPerClient;
  private final int maxPerNode;
  private final AtomicInteger all = new AtomicInteger();
  private final ConcurrentHashMap<String, Integer> clients = new ConcurrentHashMap<>();

  InFlight(int maxPerClient, int maxPerNode) {
    this.maxPerClient = maxPerClient;
    this.maxPerNode = maxPerNode;
  }

  /**
   * Takes a place for an operation.
   *
   * @throws RequestException where there is none
   */
  Place enter(String client) {
    if (all.incrementAndGet() > maxPerNode) {
      all.decrementAndGet();
      throw RequestException.tryAgain(
          ErrorCode.OVERLOADED,
          "This server has more to do than it can: try again in %d s".formatted(SECONDS),
          SECONDS);
    }
    if (clients.merge(client, 1, Integer::sum) > maxPerClient) {
      leave(client);
      throw RequestException.tryAgain(
          ErrorCode.TOO_MANY_OPERATIONS,
          "This client has %d operations under way, the most that it may: wait for one to end"
              .formatted(maxPerClient),
          SECONDS);
    }
    return new Place(client);
  }

  /** How many there are. */
  int count() {
    return all.get();
  }

  private void leave(String client) {
    clients.compute(client, (_, places) -> fewer(places));
    all.decrementAndGet();
  }

  private static @Nullable Integer fewer(@Nullable Integer places) {
    return places == null || places == 1 ? null : places - 1;
  }

  /** One operation's place, which is left once however often that is said. */
  final class Place {

    private final String client;
    private final AtomicBoolean left = new AtomicBoolean();

    private Place(String client) {
      this.client = client;
    }

    void leave() {
      if (left.compareAndSet(false, true)) {
        InFlight.this.leave(client);
      }
    }
  }
}
