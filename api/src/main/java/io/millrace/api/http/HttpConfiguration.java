package io.millrace.api.http;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.graphql.autoconfigure.GraphQlProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** GraphQL over HTTP. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpProperties.class)
public class HttpConfiguration {

  /** Before Boot's own routes, which know less of the specification. */
  @Bean
  @Order(-1)
  RouterFunction<ServerResponse> graphQlRequests(
      WebGraphQlHandler handler, HttpProperties http, GraphQlProperties properties) {
    return new GraphQlHttp(handler, http, properties.getHttp().getPath()).routes();
  }
}
