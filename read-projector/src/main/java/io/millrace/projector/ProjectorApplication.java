package io.millrace.projector;

import io.millrace.write.WriteModelAutoConfiguration;
import io.millrace.write.operate.Termination;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.elasticsearch.autoconfigure.ElasticsearchRestClientAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsEndpointAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.actuate.endpoint.web.WebFluxHealthEndpointExtensionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import sun.misc.Signal;

/**
 * The projector as a process. Its web server answers for the actuator alone.
 *
 * <p>Every auto-configuration is named: the class path may hold the API's too, whose security and
 * GraphQL server have nothing to do here.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  ApplicationAvailabilityAutoConfiguration.class,
  AvailabilityHealthContributorAutoConfiguration.class,
  AvailabilityProbesAutoConfiguration.class,
  CodecsAutoConfiguration.class,
  CompositeMeterRegistryAutoConfiguration.class,
  ConfigurationPropertiesAutoConfiguration.class,
  DataRedisAutoConfiguration.class,
  ElasticsearchRestClientAutoConfiguration.class,
  EndpointAutoConfiguration.class,
  HealthContributorAutoConfiguration.class,
  HealthContributorRegistryAutoConfiguration.class,
  HealthEndpointAutoConfiguration.class,
  HttpHandlerAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  JacksonEndpointAutoConfiguration.class,
  JvmMetricsAutoConfiguration.class,
  LifecycleAutoConfiguration.class,
  ManagementContextAutoConfiguration.class,
  MetricsAutoConfiguration.class,
  MetricsEndpointAutoConfiguration.class,
  NettyReactiveWebServerAutoConfiguration.class,
  OtlpMetricsExportAutoConfiguration.class,
  PropertyPlaceholderAutoConfiguration.class,
  R2dbcAutoConfiguration.class,
  SimpleMetricsExportAutoConfiguration.class,
  SslAutoConfiguration.class,
  WebEndpointAutoConfiguration.class,
  WebFluxAutoConfiguration.class,
  WebFluxHealthEndpointExtensionAutoConfiguration.class,
  WriteModelAutoConfiguration.class,
})
@Import(ProjectorConfiguration.class)
public class ProjectorApplication {

  /** What holds where nothing else is configured; no file, whose name the API's would share. */
  private static final Map<String, Object> DEFAULTS =
      Map.ofEntries(
          Map.entry("spring.application.name", "millrace-projector"),
          Map.entry("spring.main.banner-mode", "off"),
          Map.entry("server.port", "8081"),
          Map.entry("server.shutdown", "graceful"),
          Map.entry("management.endpoints.web.exposure.include", "health,metrics,projector"),
          Map.entry("management.endpoint.health.probes.enabled", "true"),
          Map.entry("management.endpoint.health.show-details", "always"),
          Map.entry(
              "management.endpoint.health.group.readiness.include", "readinessState,projection"),
          Map.entry("management.endpoint.health.group.projector.include", "projection"),
          Map.entry("management.endpoint.health.group.liveness.include", "livenessState,progress"),
          Map.entry(
              "management.endpoint.health.group.capabilities.include",
              "projectionStores,projectionLag"),
          Map.entry(
              "management.endpoint.health.status.order",
              "down,out-of-service,degraded,standby,up,unknown"),
          Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "30s"),
          // The engine prints its whole configuration at each start, and logs as errors the lost
          // connections that the change source judges and reports itself.
          Map.entry("logging.level.org.apache.kafka", "WARN"),
          Map.entry("logging.level.io.debezium", "WARN"),
          Map.entry("logging.level.io.debezium.embedded.async.AsyncEmbeddedEngine", "OFF"),
          Map.entry("logging.level.io.debezium.pipeline.ErrorHandler", "OFF"),
          Map.entry("logging.level.io.debezium.connector.postgresql.TypeRegistry", "ERROR"));

  /**
   * Runs until it is stopped or halts; halted, it ends with {@link
   * ProjectorLifecycle#HALTED_EXIT_CODE}, stopped in order with 0.
   */
  public static void main(String[] arguments) throws InterruptedException {
    // A JVM that a SIGTERM ends says 143, however well it has ended.
    Signal.handle(new Signal("TERM"), _ -> System.exit(0));
    var context = start(arguments);
    Termination.inOrder(context);
    int code = context.getBean(ProjectorLifecycle.class).awaitEnd();
    if (code != 0) {
      System.exit(SpringApplication.exit(context, () -> code));
    }
  }

  /** What holds where nothing else is configured, also where the projector is not alone. */
  public static Map<String, Object> defaults() {
    return DEFAULTS;
  }

  /** Starts the application and returns when its web server answers. */
  public static ConfigurableApplicationContext start(String... arguments) {
    var application = new SpringApplication(ProjectorApplication.class);
    application.setWebApplicationType(WebApplicationType.REACTIVE);
    application.setDefaultProperties(DEFAULTS);
    return application.run(arguments);
  }
}
