package io.millrace.api.guard;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where budgets, rates and remembered documents are.
 *
 * @param redisUrl a Redis that may evict, such as {@code redis://guards:6379}, so that a flood
 *     can't fill the store of the read models; without it the database 1 of that store, which is
 *     for development
 * @param timeout how long an answer of it may take; afterwards a node decides by itself
 */
@ConfigurationProperties("millrace.api.guards")
record GuardRedisProperties(@Nullable String redisUrl, @DefaultValue("100ms") Duration timeout) {

  GuardRedisProperties {
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException(
          "millrace.api.guards.timeout must be positive, not " + timeout);
    }
  }
}
