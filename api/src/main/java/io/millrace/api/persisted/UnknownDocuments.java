package io.millrace.api.persisted;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.api.gate.Operation;
import io.millrace.api.gate.OperationCheck;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Says which documents were asked for that nobody has published. Where they run, it waits until
 * they are known to be valid: what is none in any mode is nothing to publish, and is told by its
 * error.
 *
 * <p>Each is counted and few are logged, since a flood must not fill the log: a client's document
 * once an hour, and all of them together so often a minute; what was left out of a minute is
 * counted in a line of its own, and logged when it is asked for again.
 */
final class UnknownDocuments implements OperationCheck {

  /** Lines of all clients in a minute. */
  static final int MOST_LINES = 100;

  /** How long a client's document is not logged again. */
  static final Duration QUIET = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(UnknownDocuments.class);
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int MOST_DOCUMENTS = 10_000;
  private static final int LONGEST_NAME = 200;

  private final Counter counter;
  private final Ticker ticker;
  private final Cache<Unpublished, Boolean> logged;
  private long minute;
  private int lines;
  private long leftOut;

  /** A client's document; in the request's context until its operation is known. */
  private record Unpublished(String client, String hash) {}

  UnknownDocuments(MeterRegistry meters, Ticker ticker) {
    this.counter =
        Counter.builder("millrace.documents.unknown")
            .description("Operations whose document nobody has published")
            .register(meters);
    this.ticker = ticker;
    this.minute = ticker.read();
    this.logged =
        Caffeine.newBuilder()
            .maximumSize(MOST_DOCUMENTS)
            .expireAfterWrite(QUIET)
            .ticker(ticker)
            .build();
  }

  /** Takes note of a request whose document runs though nobody has published it. */
  void runs(String hash, NamedRequest request) {
    request.context().put(Unpublished.class, new Unpublished(request.client(), hash));
  }

  /** Takes note of a request that is refused since nobody has published its document. */
  void refused(String hash, NamedRequest request) {
    record(new Unpublished(request.client(), hash), request.operation());
  }

  /** Dry runs come here too, and what another check will refuse. */
  @Override
  public Mono<Void> check(Operation operation) {
    @Nullable Unpublished unpublished = operation.context().get(Unpublished.class);
    if (unpublished != null) {
      record(unpublished, Optional.ofNullable(operation.definition().getName()));
    }
    return Mono.empty();
  }

  private void record(Unpublished unpublished, Optional<String> operation) {
    counter.increment();
    if (logged.getIfPresent(unpublished) == null && mayLog(unpublished)) {
      var name = operation.map(UnknownDocuments::shown).orElse("(unnamed)");
      LOG.atWarn()
          .addKeyValue("client", unpublished.client())
          .addKeyValue("sha256", unpublished.hash())
          .addKeyValue("operation", name)
          .log(
              "Document not published: client={} sha256={} operation={}",
              unpublished.client(),
              unpublished.hash(),
              name);
    }
  }

  private synchronized boolean mayLog(Unpublished unpublished) {
    if (logged.getIfPresent(unpublished) != null) {
      return false; // another thread was faster
    }
    long now = ticker.read();
    if (now - minute >= MINUTE) {
      if (leftOut > 0) {
        LOG.atWarn()
            .addKeyValue("requests", leftOut)
            .log("Documents not published, of which no line tells: requests={}", leftOut);
      }
      minute = now;
      lines = 0;
      leftOut = 0;
    }
    if (lines < MOST_LINES) {
      logged.put(unpublished, true);
      lines++;
      return true;
    }
    leftOut++;
    return false;
  }

  private static String shown(String name) {
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
  }
}
