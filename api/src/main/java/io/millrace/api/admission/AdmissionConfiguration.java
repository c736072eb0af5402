package io.millrace.api.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Places and times of operations. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AdmissionProperties.class)
public class AdmissionConfiguration {

  @Bean
  InFlight inFlight(AdmissionProperties properties) {
    return new InFlight(properties.maxPerClient(), properties.maxPerNode());
  }

  @Bean
  Admission admission(InFlight inFlight, AdmissionProperties properties, MeterRegistry registry) {
    var abandoned =
        Counter.builder("millrace.operations.abandoned")
            .description("Operations that nobody waits for, for they took too long or it left")
            .register(registry);
    return new Admission(inFlight, properties.timeLimit(), abandoned::increment);
  }

  @Bean
  MeterBinder operationsInFlight(InFlight inFlight) {
    return registry ->
        Gauge.builder("millrace.operations.in.flight", inFlight, InFlight::count)
            .description("Operations that run now")
            .register(registry);
  }
}
