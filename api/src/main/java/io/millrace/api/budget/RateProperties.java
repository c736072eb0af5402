package io.millrace.api.budget;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many requests are let in, whatever they cost. Each node counts for itself.
 *
 * @param addressPerSecond requests of one address in a second, in the long run; 0 for any number.
 *     Behind a proxy that hides its callers' addresses, all of them share it
 * @param addressBurst the most requests of one address at once
 * @param clientPerSecond operations of one client in a second, in the long run; 0 for any number
 * @param clientBurst the most operations of one client at once
 */
@ConfigurationProperties("millrace.api.rate")
public record RateProperties(
    @DefaultValue("500") double addressPerSecond,
    @DefaultValue("2000") double addressBurst,
    @DefaultValue("1000") double clientPerSecond,
    @DefaultValue("5000") double clientBurst) {

  public RateProperties {
    if (!(addressPerSecond >= 0 && clientPerSecond >= 0 && addressBurst >= 1 && clientBurst >= 1)) {
      throw new IllegalArgumentException(
          "millrace.api.rate.*-per-second must not be negative, and *-burst must be at least 1");
    }
  }
}
