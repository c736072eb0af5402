package io.millrace.api;

import io.millrace.api.admission.AdmissionConfiguration;
import io.millrace.api.bench.BenchConfiguration;
import io.millrace.api.budget.BudgetConfiguration;
import io.millrace.api.command.CommandConfiguration;
import io.millrace.api.constraint.ConstraintConfiguration;
import io.millrace.api.cost.CostConfiguration;
import io.millrace.api.deprecation.DeprecationConfiguration;
import io.millrace.api.error.ErrorConfiguration;
import io.millrace.api.gate.GateConfiguration;
import io.millrace.api.graphiql.GraphiQlConfiguration;
import io.millrace.api.graphql.GraphQlConfiguration;
import io.millrace.api.graphql.WarmUp;
import io.millrace.api.guard.GuardConfiguration;
import io.millrace.api.health.HealthConfiguration;
import io.millrace.api.http.HttpConfiguration;
import io.millrace.api.identity.IdentityConfiguration;
import io.millrace.api.metrics.MetricsConfiguration;
import io.millrace.api.page.PageConfiguration;
import io.millrace.api.persisted.PersistedConfiguration;
import io.millrace.api.read.ReadConfiguration;
import io.millrace.api.search.SearchConfiguration;
import io.millrace.api.switches.SwitchConfiguration;
import io.millrace.api.usage.UsageConfiguration;
import io.millrace.schema.catalog.Catalog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.graphql.autoconfigure.GraphQlAutoConfiguration;
import org.springframework.boot.graphql.autoconfigure.observation.GraphQlObservationAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.graphql.ExecutionGraphQlService;

/**
 * The API, in processes that are one: the projector may have the same class path. Before Boot's own
 * GraphQL, which steps back where we bring a part of it.
 */
@AutoConfiguration(
    before = {GraphQlAutoConfiguration.class, GraphQlObservationAutoConfiguration.class})
@ConditionalOnProperty("millrace.api.enabled")
@EnableConfigurationProperties(ApiProperties.class)
@Import({
  ErrorConfiguration.class,
  PageConfiguration.class,
  GuardConfiguration.class,
  HealthConfiguration.class,
  MetricsConfiguration.class,
  ReadConfiguration.class,
  SearchConfiguration.class,
  CommandConfiguration.class,
  GateConfiguration.class,
  ConstraintConfiguration.class,
  CostConfiguration.class,
  BudgetConfiguration.class,
  AdmissionConfiguration.class,
  SwitchConfiguration.class,
  UsageConfiguration.class,
  DeprecationConfiguration.class,
  GraphQlConfiguration.class,
  HttpConfiguration.class,
  PersistedConfiguration.class,
  IdentityConfiguration.class,
  GraphiQlConfiguration.class,
  BenchConfiguration.class
})
public class ApiAutoConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(ApiAutoConfiguration.class);

  @Bean
  WarmUp warmUp(Catalog catalog, ExecutionGraphQlService service) {
    return new WarmUp(catalog, service);
  }

  /** Says where to send queries, once it can answer them. */
  @Bean
  ApplicationListener<ApplicationReadyEvent> addressLine(Environment environment) {
    return _ ->
        LOG.info(
            "GraphQL at http://localhost:{}{}",
            environment.getProperty("local.server.port"),
            environment.getProperty("spring.graphql.http.path", "/graphql"));
  }
}
