package io.millrace.api.graphiql;

import io.millrace.api.ApiProperties;
import io.millrace.api.Mode;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.graphql.autoconfigure.GraphQlProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Serves the page where it is switched on. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GraphiQlProperties.class)
@Conditional(GraphiQlConfiguration.SwitchedOn.class)
public class GraphiQlConfiguration {

  @Bean
  RouterFunction<ServerResponse> graphiQlPage(
      GraphQlProperties graphQl, GraphiQlProperties properties, ApiProperties api) {
    if (properties.tokens() != null && api.mode() == Mode.PRODUCTION) {
      throw new IllegalStateException(
          "millrace.api.graphiql.tokens is for millrace.api.mode=development alone:"
              + " whoever opens the page can be one of them");
    }
    return GraphiQlPage.read(graphQl.getHttp().getPath(), properties.tokens()).routes();
  }

  /** By its own property, or else by the mode. */
  static final class SwitchedOn implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      var binder = Binder.get(context.getEnvironment());
      return binder
          .bind("millrace.api.graphiql.enabled", Boolean.class)
          .orElseGet(
              () ->
                  binder.bind("millrace.api.mode", Mode.class).orElse(Mode.PRODUCTION)
                      == Mode.DEVELOPMENT);
    }
  }
}
