package io.millrace.api.read;

import io.github.resilience4j.common.retry.configuration.RetryConfigCustomizer;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.resource.Delay;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.millrace.api.ApiProperties;
import io.millrace.api.guard.StoreGuards;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.derivation.Derivation;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The read engine's parts. */
@Configuration(proxyBeanMethods = false)
public class ReadConfiguration {

  private static final Duration FIRST_RECONNECT = Duration.ofMillis(20);
  private static final Duration LONGEST_RECONNECT = Duration.ofSeconds(1);

  @Bean
  RedisConnection redisConnection(
      LettuceConnectionFactory factory, StoreGuards guards, ApiProperties properties) {
    return new RedisConnection(
        factory, guards.of(StoreGuards.Name.REDIS, properties.timeouts().redis()));
  }

  @Bean
  RetryConfigCustomizer retriesOfRedis() {
    return StoreGuards.repeating(StoreGuards.Name.REDIS, RedisConnection::isCut);
  }

  @Bean
  RetryConfigCustomizer retriesOfDerivations() {
    return StoreGuards.repeating(StoreGuards.Name.POSTGRES, PrimaryDocuments::isCut);
  }

  @Bean
  PrimaryDocuments primaryDocuments(
      Catalog catalog, Derivation derivation, ApiProperties properties) {
    return new PrimaryDocuments(catalog, derivation, properties.timeouts().postgres());
  }

  @Bean
  FallbackLimit fallbackLimit(StoreGuards guards, ApiProperties properties) {
    var timeout = properties.timeouts().postgres();
    return new FallbackLimit(
        properties.fallback(), timeout, guards.of(StoreGuards.Name.POSTGRES, timeout));
  }

  @Bean
  MeterBinder fallbackMeters(FallbackLimit fallback) {
    return fallback.meters();
  }

  /** A command for a Redis that is away fails at once, instead of waiting for it to return. */
  @Bean
  LettuceClientOptionsBuilderCustomizer rejectWhileDisconnected() {
    return options -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
  }

  /** Lettuce's own would be up to 30 s behind a Redis that has returned. */
  @Bean
  ClientResourcesBuilderCustomizer reconnectSoon() {
    return resources ->
        resources.reconnectDelay(
            Delay.exponential(FIRST_RECONNECT, LONGEST_RECONNECT, 2, TimeUnit.MILLISECONDS));
  }

  @Bean
  PublishedDocuments publishedDocuments(Catalog catalog, StoreNames names, RedisConnection redis) {
    return new PublishedDocuments(catalog, names, redis);
  }

  @Bean
  DocumentStore documentStore(
      PublishedDocuments published, PrimaryDocuments primary, FallbackLimit fallback) {
    return new ReadThrough(published, primary, fallback);
  }

  @Bean
  DocumentReads documentReads(
      Catalog catalog,
      StoreNames names,
      RedisConnection redis,
      DocumentStore documents,
      PublishedDocuments published,
      PrimaryDocuments primary,
      FallbackLimit fallback) {
    return new DocumentReads(
        documents,
        new UniqueDocuments(catalog, names, redis, documents, published, primary, fallback));
  }
}
