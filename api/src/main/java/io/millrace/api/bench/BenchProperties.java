package io.millrace.api.bench;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a benchmark may ask.
 *
 * @param enabled whether {@code /bench/static/{bytes}} answers and every answer says in the header
 *     {@code Millrace-Round-Trips} how often it waited for each store; for {@code ./millrace bench}
 *     alone
 * @param unguarded whether the guards are left out (rates, places, bounds, costs, budgets), so that
 *     {@code ./millrace bench guards} can tell their price; in development mode alone
 */
@ConfigurationProperties("millrace.api.bench")
public record BenchProperties(
    @DefaultValue("false") boolean enabled, @DefaultValue("false") boolean unguarded) {}
