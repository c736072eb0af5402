package io.millrace.api.health;

import io.millrace.schema.store.Bucket;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.position.StreamPosition;
import io.millrace.write.position.WalPosition;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Capability: how far lookups are behind the log, in bytes of it; unknown where nobody can tell.
 */
final class LagHealthIndicator implements ReactiveHealthIndicator {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Bucket SHARD = new Bucket(0);

  private final ReactiveStringRedisTemplate redis;
  private final DatabaseClient database;
  private final String applied;

  LagHealthIndicator(ReactiveStringRedisTemplate redis, DatabaseClient database, StoreNames names) {
    this.redis = redis;
    this.database = database;
    this.applied = names.applied(SHARD);
  }

  @Override
  public Mono<Health> health() {
    return Mono.zip(logEnd(), published(), WalPosition::bytesSince)
        .timeout(PATIENCE)
        .map(bytes -> Health.up().withDetail("lookupBytes", bytes).build())
        .onErrorResume(_ -> Mono.empty())
        .defaultIfEmpty(Health.unknown().build());
  }

  private Mono<WalPosition> logEnd() {
    return database
        .sql("select pg_current_wal_lsn()::text")
        .mapValue(String.class)
        .one()
        .map(WalPosition::parse);
  }

  private Mono<WalPosition> published() {
    return redis
        .opsForValue()
        .get(applied)
        // The first connection is opened by the thread that asks for it.
        .subscribeOn(Schedulers.boundedElastic())
        .map(position -> StreamPosition.parse(position).wal());
  }
}
