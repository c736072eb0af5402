package io.millrace.api.bench;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a benchmark may ask.
 *
 * @param enabled whether {@code /bench/static/{bytes}} answers and every answer says in the header
 *     {@code Millrace-Round-Trips} how often it waited for each store; for {@code ./millrace bench}
 *     alone
 */
@ConfigurationProperties("millrace.api.bench")
public record BenchProperties(@DefaultValue("false") boolean enabled) {}
