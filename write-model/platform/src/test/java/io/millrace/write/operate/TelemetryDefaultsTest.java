package io.millrace.write.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class TelemetryDefaultsTest {

  private static final String EXPORT = "management.otlp.metrics.export.";

  @Test
  void metricsGoNowhereUnlessAnEndpointIsNamed() {
    var environment = with(Map.of());
    assertThat(environment.getProperty(EXPORT + "enabled")).isEqualTo("false");
    assertThat(environment.getProperty(EXPORT + "base-time-unit")).isEqualTo("seconds");
  }

  @Test
  void theStandardVariablesNameTheEndpoint() {
    var any = with(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318/"));
    assertThat(any.getProperty(EXPORT + "enabled")).isEqualTo("true");
    assertThat(any.getProperty(EXPORT + "url")).isEqualTo("http://collector:4318/v1/metrics");
    var metrics = with(Map.of("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://metrics:1/here"));
    assertThat(metrics.getProperty(EXPORT + "url")).isEqualTo("http://metrics:1/here");
  }

  @Test
  void whatAnOperatorSetsWins() {
    var environment =
        with(
            Map.of(
                EXPORT + "url",
                "http://own/v1/metrics",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://collector:4318"));
    assertThat(environment.getProperty(EXPORT + "enabled")).isEqualTo("true");
    assertThat(environment.getProperty(EXPORT + "url")).isEqualTo("http://own/v1/metrics");
    assertThat(
            with(Map.of(EXPORT + "enabled", "false", EXPORT + "url", "http://own"))
                .getProperty(EXPORT + "enabled"))
        .isEqualTo("false");
  }

  private static ConfigurableEnvironment with(Map<String, Object> properties) {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .forEach(source -> environment.getPropertySources().remove(source.getName()));
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("test", new HashMap<>(properties)));
    new TelemetryDefaults().postProcessEnvironment(environment, new SpringApplication());
    return environment;
  }
}
