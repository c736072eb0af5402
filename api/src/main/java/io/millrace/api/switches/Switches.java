package io.millrace.api.switches;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads what is off again and again, so that no request waits for it. In the database, since what
 * evicts would turn it on again; while that is away, what was off stays off.
 */
final class Switches implements InitializingBean, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Switches.class);
  private static final Duration LONGEST_READ = Duration.ofSeconds(2);
  private static final String ALL = "select kind, name from millrace.switched_off";

  private final DatabaseClient database;
  private final Duration refresh;
  private final Disposable.Swap reading = Disposables.swap();
  private volatile SwitchedOff off = SwitchedOff.NOTHING;
  private boolean away;

  private record Row(String kind, String name) {}

  /**
   * @param refresh the time between two reads
   */
  Switches(DatabaseClient database, Duration refresh) {
    this.database = database;
    this.refresh = refresh;
  }

  SwitchedOff off() {
    return off;
  }

  @Override
  public void afterPropertiesSet() {
    reading.update(
        Flux.interval(Duration.ZERO, refresh)
            .onBackpressureDrop()
            .concatMap(_ -> read(), 1)
            .subscribe());
  }

  @Override
  public void destroy() {
    reading.dispose();
  }

  private Mono<Void> read() {
    return database
        .sql(ALL)
        .map(row -> new Row(row.get("kind", String.class), row.get("name", String.class)))
        .all()
        .collectMultimap(Row::kind, Row::name)
        .timeout(LONGEST_READ)
        .doOnNext(
            rows -> {
              away = false;
              off =
                  new SwitchedOff(
                      names(rows, "operation"), names(rows, "client"), names(rows, "subject"));
            })
        .onErrorResume(
            failure -> {
              if (!away) {
                LOG.warn("What is switched off can't be read; what was off stays off", failure);
              }
              away = true;
              return Mono.empty();
            })
        .then();
  }

  private static Set<String> names(Map<String, Collection<String>> rows, String kind) {
    return new HashSet<>(rows.getOrDefault(kind, Set.of()));
  }
}
