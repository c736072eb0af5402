package io.millrace.api.graphiql;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.graphql.autoconfigure.GraphQlProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Serves the page where it is switched on. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GraphiQlProperties.class)
@ConditionalOnProperty("millrace.api.graphiql.enabled")
public class GraphiQlConfiguration {

  @Bean
  RouterFunction<ServerResponse> graphiQlPage(GraphQlProperties properties) {
    return new GraphiQlPage(properties.getHttp().getPath(), Tour.read()).routes();
  }
}
