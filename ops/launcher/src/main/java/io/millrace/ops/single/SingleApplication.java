package io.millrace.ops.single;

import io.millrace.api.ApiApplication;
import io.millrace.projector.ProjectorApplication;
import io.millrace.projector.ProjectorConfiguration;
import io.millrace.write.operate.Termination;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * The GraphQL server with a projector beside it. A projector that halts does not end the process:
 * queries are answered from what is projected and from Postgres, and {@code status} says what
 * helps.
 */
public final class SingleApplication {

  private SingleApplication() {}

  /** Starts both; arguments are Spring Boot's. */
  public static void main(String[] arguments) {
    Termination.inOrder(
        new SpringApplicationBuilder(ApiApplication.class, ProjectorConfiguration.class)
            .properties(ProjectorApplication.defaults())
            .properties("spring.config.name=millrace-api,millrace-single,application")
            .run(arguments));
  }
}
