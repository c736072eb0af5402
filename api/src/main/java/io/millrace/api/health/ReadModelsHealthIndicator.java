package io.millrace.api.health;

import io.millrace.write.migration.DatabaseReadiness;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/**
 * Readiness: the database suits this process, and every read model was filled once. It is asked
 * until that was so: what is lost or emptied later degrades answers, and must not remove every
 * node.
 */
final class ReadModelsHealthIndicator implements ReactiveHealthIndicator {

  private static final Logger log = LoggerFactory.getLogger(ReadModelsHealthIndicator.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final DatabaseReadiness database;
  private volatile List<String> said = List.of();
  private volatile boolean suits;

  ReadModelsHealthIndicator(DatabaseReadiness database) {
    this.database = database;
  }

  @Override
  public Mono<Health> health() {
    if (suits) {
      return Mono.just(Health.up().build());
    }
    return database
        .missing()
        .timeout(PATIENCE)
        .map(this::judge)
        // Its class alone: addresses and names in the message are no caller's business.
        .onErrorResume(
            away ->
                Mono.just(
                    Health.outOfService()
                        .withDetail("reason", away.getClass().getSimpleName())
                        .build()));
  }

  private Health judge(List<String> missing) {
    if (missing.isEmpty()) {
      suits = true;
      return Health.up().build();
    }
    if (!missing.equals(said)) {
      said = missing;
      log.info("Not ready yet; what is missing: {}", String.join(", ", missing));
    }
    return Health.outOfService().withDetail("missing", missing).build();
  }
}
