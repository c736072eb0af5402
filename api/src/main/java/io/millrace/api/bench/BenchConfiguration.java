package io.millrace.api.bench;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Helps a benchmark where it is switched on. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BenchProperties.class)
public class BenchConfiguration {

  @Bean
  @ConditionalOnProperty("millrace.api.bench.enabled")
  RouterFunction<ServerResponse> staticAnswers(Environment environment) {
    BenchProperties.requireDevelopment("enabled", environment);
    return StaticAnswers.routes();
  }

  /** Static, since it is needed before any other bean is made. */
  @Bean
  @ConditionalOnBooleanProperty("millrace.api.bench.unguarded")
  static Unguarded unguarded(Environment environment) {
    BenchProperties.requireDevelopment("unguarded", environment);
    return new Unguarded();
  }

  @Bean
  @ConditionalOnProperty("millrace.api.bench.enabled")
  WebGraphQlInterceptor roundTripHeader() {
    return new RoundTripHeader();
  }
}
