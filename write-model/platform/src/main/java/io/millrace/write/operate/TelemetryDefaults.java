package io.millrace.write.operate;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertyResolver;

/**
 * Where metrics go: over OTLP to the endpoint that the standard environment variables or Boot's key
 * name, and nowhere without one. Boot alone would send them to localhost. They come last, so that
 * whatever an operator sets wins.
 */
public final class TelemetryDefaults implements EnvironmentPostProcessor {

  private static final String EXPORT = "management.otlp.metrics.export.";
  private static final String URL = EXPORT + "url";
  private static final String ANY_SIGNAL = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String METRICS = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
  private static final String INSTANCE =
      "management.opentelemetry.resource-attributes.[service.instance.id]";
  private static final String BUCKETS = "1ms,2ms,5ms,10ms,20ms,50ms,100ms,200ms,500ms,1s,2s,5s,10s";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    var defaults = new HashMap<String, Object>();
    defaults.put(EXPORT + "base-time-unit", "seconds");
    defaults.put(EXPORT + "enabled", "false");
    endpoint(environment, defaults);
    // Two nodes' series are one without it.
    defaults.put(INSTANCE, environment.getProperty("HOSTNAME", UUID.randomUUID().toString()));
    for (var timer : new String[] {"millrace.requests", "millrace.store.calls"}) {
      defaults.put("management.metrics.distribution.slo." + timer, BUCKETS);
    }
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("millrace telemetry defaults", defaults));
  }

  private static void endpoint(PropertyResolver environment, Map<String, Object> defaults) {
    var metrics = environment.getProperty(METRICS);
    var any = environment.getProperty(ANY_SIGNAL);
    if (environment.containsProperty(URL)) {
      defaults.put(EXPORT + "enabled", "true");
    } else if (metrics != null) {
      // As the OTLP exporter's specification says: this one as it is, the general one is a base.
      defaults.put(EXPORT + "enabled", "true");
      defaults.put(URL, metrics);
    } else if (any != null) {
      defaults.put(EXPORT + "enabled", "true");
      defaults.put(URL, any.replaceAll("/+$", "") + "/v1/metrics");
    }
  }
}
