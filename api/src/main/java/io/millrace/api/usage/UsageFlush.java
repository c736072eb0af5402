package io.millrace.api.usage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Stores what was counted, again and again and once more at the end; no request waits for it. What
 * can't be stored waits for the next time. A write whose outcome nobody heard is repeated, so that
 * a count may be too high after an outage, and is never too low.
 */
final class UsageFlush implements InitializingBean, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(UsageFlush.class);
  private static final int ROWS_OF_A_STATEMENT = 1_000;
  private static final Duration LONGEST_WRITE = Duration.ofSeconds(5);
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final UsageCounts counts;
  private final UsageTable table;
  private final UsageProperties properties;
  private final InstantSource clock;
  private final UsageBacklog backlog = new UsageBacklog();
  private final Counter stored;
  private final Counter failed;
  private final Counter lost;
  private final Sinks.Empty<Void> end = Sinks.empty();
  private Mono<Void> running = Mono.empty();
  private @Nullable LocalDate forgotten;
  private boolean away;

  UsageFlush(
      UsageCounts counts,
      UsageTable table,
      UsageProperties properties,
      InstantSource clock,
      MeterRegistry meters) {
    this.counts = counts;
    this.table = table;
    this.properties = properties;
    this.clock = clock;
    this.stored = flushes("stored", meters);
    this.failed = flushes("failed", meters);
    this.lost =
        Counter.builder("millrace.usage.lost")
            .description("Uses of fields that were not counted, since too many waited")
            .register(meters);
    Gauge.builder("millrace.usage.waiting", backlog, UsageBacklog::size)
        .description("Counts of fields that wait to be stored")
        .register(meters);
  }

  private static Counter flushes(String outcome, MeterRegistry meters) {
    return Counter.builder("millrace.usage.flushes")
        .description("Attempts to store which fields are used")
        .tag("outcome", outcome)
        .register(meters);
  }

  @Override
  public void afterPropertiesSet() {
    running =
        Flux.interval(properties.interval())
            .onBackpressureDrop()
            .takeUntilOther(end.asMono())
            .concatMap(_ -> flush(), 1)
            .then(attempt(Mono.defer(this::store)))
            .cache();
    running.subscribe();
  }

  /** After the server has stopped, which ends before the beans do. */
  @Override
  public void destroy() {
    end.tryEmitEmpty();
    try {
      running.toFuture().get(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException unstored) {
      LOG.warn("Which fields were used lately is not stored", unstored);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stores what was counted since the last time, if that can be done now. */
  Mono<Void> flush() {
    return attempt(Mono.defer(this::store)).then(Mono.defer(this::forget));
  }

  private Mono<Void> attempt(Mono<Void> storing) {
    return Mono.fromRunnable(this::collect)
        .then(storing)
        .doOnSuccess(_ -> succeeded())
        .onErrorResume(
            failure -> {
              failed(failure);
              return Mono.empty();
            });
  }

  private void collect() {
    lost.increment(counts.collect(backlog) + backlog.takeLost());
  }

  private Mono<Void> store() {
    var next = backlog.first(ROWS_OF_A_STATEMENT);
    return next.isEmpty()
        ? Mono.empty()
        : table
            .add(next)
            .timeout(LONGEST_WRITE)
            .then(Mono.fromRunnable(() -> backlog.forget(next)))
            .then(Mono.defer(this::store));
  }

  /** Once a day, and when the node begins. */
  private Mono<Void> forget() {
    var today = UsageCounts.dayOf(clock.instant());
    return today.equals(forgotten)
        ? Mono.empty()
        : table
            .forget(today.minusDays(properties.retention().toDays()))
            .timeout(LONGEST_WRITE)
            .doOnNext(
                rows -> {
                  // One day at a time: what was kept for long may be much.
                  if (rows == 0) {
                    forgotten = today;
                  }
                })
            .doOnError(failure -> LOG.warn("Old counts of fields can't be deleted now", failure))
            .onErrorComplete()
            .then();
  }

  private void succeeded() {
    stored.increment();
    away = false;
  }

  private void failed(Throwable failure) {
    failed.increment();
    if (!away) {
      LOG.warn("Which fields are used can't be stored now, and waits", failure);
    }
    away = true;
  }
}
