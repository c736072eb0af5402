package io.millrace.api.bench;

import io.millrace.api.Mode;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * What a benchmark may ask.
 *
 * @param enabled whether {@code /bench/static/BYTES} answers and every answer says in the header
 *     {@code Millrace-Round-Trips} how often it waited for each store; for {@code ./millrace bench}
 *     alone, in development mode
 * @param unguarded whether the guards are left out (rates, places, bounds, costs, budgets), so that
 *     {@code ./millrace bench guards} can tell their price; in development mode alone
 */
@ConfigurationProperties("millrace.api.bench")
public record BenchProperties(
    @DefaultValue("false") boolean enabled, @DefaultValue("false") boolean unguarded) {

  /**
   * Refuses what is for a benchmark where somebody else may ask.
   *
   * @throws IllegalStateException in production mode
   */
  static void requireDevelopment(String key, Environment environment) {
    var mode =
        Binder.get(environment).bind("millrace.api.mode", Mode.class).orElse(Mode.PRODUCTION);
    if (mode != Mode.DEVELOPMENT) {
      throw new IllegalStateException(
          "millrace.api.bench.%s is for millrace.api.mode=development alone".formatted(key));
    }
  }
}
