package io.millrace.api.guard;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.ClientResources;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The guards, from what {@code resilience4j.*} configures, and the Redis of their own data. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GuardRedisProperties.class)
public class GuardConfiguration {

  private static final int DATABASE_BESIDE_THE_READ_MODELS = 1;

  @Bean
  StoreGuards storeGuards(
      CircuitBreakerRegistry breakers,
      RetryRegistry retries,
      BulkheadRegistry bulkheads,
      MeterRegistry meters) {
    return new StoreGuards(breakers, retries, bulkheads, meters);
  }

  @Bean
  GuardRedis guardRedis(
      GuardRedisProperties properties,
      LettuceConnectionFactory readModels,
      ClientResources resources,
      StoreGuards guards) {
    var client = RedisClient.create(resources);
    client.setOptions(
        ClientOptions.builder().disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS).build());
    var url = properties.redisUrl();
    return new GuardRedis(
        client,
        url == null ? beside(readModels) : RedisURI.create(url),
        guards.of(StoreGuards.Name.GUARDS, properties.timeout()));
  }

  private static RedisURI beside(LettuceConnectionFactory readModels) {
    if (readModels.isClusterAware() || readModels.isRedisSentinelAware()) {
      throw new IllegalStateException(
          "millrace.api.guards.redis-url is missing: a Redis cluster has one database alone, so the"
              + " guards need the address of a Redis of their own, such as redis://guards:6379");
    }
    var address =
        RedisURI.builder()
            .withHost(readModels.getHostName())
            .withPort(readModels.getPort())
            .withSsl(readModels.isUseSsl())
            .withDatabase(DATABASE_BESIDE_THE_READ_MODELS);
    var login = readModels.getStandaloneConfiguration();
    var user = login.getUsername();
    if (login.getPassword().isPresent()) {
      if (user == null) {
        address.withPassword(login.getPassword().get());
      } else {
        address.withAuthentication(user, login.getPassword().get());
      }
    }
    return address.build();
  }
}
