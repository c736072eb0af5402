package io.millrace.api;

import io.millrace.write.operate.Termination;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The GraphQL server. A domain's jars on the class path join by auto-configuration. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ApiApplication {

  /** Starts the server; arguments are Spring Boot's. */
  public static void main(String[] arguments) {
    Termination.inOrder(
        new SpringApplicationBuilder(ApiApplication.class)
            // Defaults of our own beside the operator's: the projector's jar may be here as well.
            .properties("spring.config.name=millrace-api,application")
            .run(arguments));
  }
}
