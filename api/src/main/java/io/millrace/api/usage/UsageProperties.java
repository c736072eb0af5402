package io.millrace.api.usage;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How it is counted which client uses which fields, for {@code ./millrace schema usage}.
 *
 * @param enabled whether it is counted which client uses which fields
 * @param interval how often a node stores which fields were used; it does so at its end, too
 * @param retention how long it is kept which fields were used, in whole days
 * @param clients how many clients that tokens name a node tells apart in a day; those beyond are
 *     counted together as {@code (other)}
 * @param unprovenNames how many names that clients without a token give themselves in {@code
 *     apollographql-client-name} a node tells apart in a day; those beyond are counted together as
 *     {@code (other)}, apart from those of tokens
 */
@ConfigurationProperties("millrace.api.usage")
record UsageProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("1m") Duration interval,
    @DefaultValue("90d") Duration retention,
    @DefaultValue("200") int clients,
    @DefaultValue("50") int unprovenNames) {

  UsageProperties {
    if (!interval.isPositive() || retention.toDays() < 1 || clients < 0 || unprovenNames < 0) {
      throw new IllegalArgumentException(
          "millrace.api.usage: interval must be positive, retention a day at least, clients and unproven-names not negative, and they are %s, %s, %d, %d"
              .formatted(interval, retention, clients, unprovenNames));
    }
  }
}
