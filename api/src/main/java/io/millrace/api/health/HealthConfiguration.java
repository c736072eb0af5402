package io.millrace.api.health;

import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.Response;
import co.elastic.clients.transport.rest5_client.low_level.ResponseListener;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.millrace.api.guard.StoreGuards;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.migration.DatabaseReadiness;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/** The indicators; {@code millrace-api.yaml} groups them by their names. */
@Configuration(proxyBeanMethods = false)
public class HealthConfiguration {

  private static final Duration LONGEST_BUSY = Duration.ofSeconds(30);

  // By these names Boot's own step back, whose probes may wait for a minute.
  @Bean
  ReactiveHealthIndicator redisHealthIndicator(
      ReactiveStringRedisTemplate redis, CircuitBreakerRegistry breakers) {
    return new StoreHealthIndicator(
        // The first connection is opened by the thread that asks for it.
        redis
            .execute(ReactiveRedisConnection::ping)
            .next()
            .subscribeOn(Schedulers.boundedElastic()),
        breakers.circuitBreaker(StoreGuards.Name.REDIS),
        "lookups are derived from Postgres, within bounds");
  }

  @Bean
  ReactiveHealthIndicator elasticsearchHealthIndicator(
      Rest5Client elasticsearch, CircuitBreakerRegistry breakers) {
    return new StoreHealthIndicator(
        clusterHealth(elasticsearch),
        breakers.circuitBreaker(StoreGuards.Name.ELASTICSEARCH),
        "searches fail, and pages of relations behind the first");
  }

  @Bean
  ReactiveHealthIndicator postgresHealthIndicator(
      ConnectionFactory connections, CircuitBreakerRegistry breakers) {
    return new StoreHealthIndicator(
        DatabaseClient.create(connections).sql("select 1").mapValue(Integer.class).one(),
        breakers.circuitBreaker(StoreGuards.Name.POSTGRES),
        "mutations fail, and lookups of what Redis does not know");
  }

  @Bean
  ReactiveHealthIndicator lookupLagHealthIndicator(
      ReactiveStringRedisTemplate redis, ConnectionFactory connections, StoreNames names) {
    return new LagHealthIndicator(redis, DatabaseClient.create(connections), names);
  }

  @Bean
  ReactiveHealthIndicator readModelsHealthIndicator(
      Catalog catalog, ConnectionFactory connections) {
    return new ReadModelsHealthIndicator(
        new DatabaseReadiness(catalog, connections, HealthConfiguration.class.getClassLoader()));
  }

  @Bean
  HealthIndicator eventLoopsHealthIndicator(ReactorResourceFactory resources) {
    return new EventLoopsHealthIndicator(
        resources.getLoopResources().onServer(LoopResources.DEFAULT_NATIVE),
        LONGEST_BUSY,
        System::nanoTime);
  }

  private static Mono<Response> clusterHealth(Rest5Client elasticsearch) {
    return Mono.create(
        sink -> {
          var call =
              elasticsearch.performRequestAsync(
                  new Request("GET", "/_cluster/health"),
                  new ResponseListener() {
                    @Override
                    public void onSuccess(Response response) {
                      sink.success(response);
                    }

                    @Override
                    public void onFailure(Exception failure) {
                      sink.error(failure);
                    }
                  });
          sink.onCancel(call::cancel);
        });
  }
}
