package io.millrace.ops.operations;

import io.millrace.api.ApiProperties;
import io.millrace.api.budget.BudgetProperties;
import io.millrace.api.cost.CostProperties;
import io.millrace.api.review.ReviewLimits;
import java.util.Map;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The limits that an API would have which is started here: by its files and the environment. */
public final class ApiLimits {

  /** As {@link io.millrace.api.ApiApplication} has it. */
  private static final Map<String, Object> FILES =
      Map.of("spring.config.name", "millrace-api,application");

  private ApiLimits() {}

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException when one can't be what it is
   */
  public static ReviewLimits read() {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addLast(new MapPropertySource("files", FILES));
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    var binder = Binder.get(environment);
    try {
      return new ReviewLimits(
          binder.bindOrCreate("millrace.api", ApiProperties.class),
          binder.bindOrCreate("millrace.api.cost", CostProperties.class),
          binder.bindOrCreate("millrace.api.budget", BudgetProperties.class));
    } catch (BindException wrong) {
      throw new IllegalArgumentException(
          "The API's limits can't be read: %s: %s"
              .formatted(wrong.getMessage(), String.valueOf(wrong.getCause())),
          wrong);
    }
  }
}
