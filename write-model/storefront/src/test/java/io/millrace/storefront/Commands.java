package io.millrace.storefront;

import io.millrace.schema.key.DocumentKey;
import io.millrace.storefront.catalogue.ProductCommands;
import io.millrace.storefront.catalogue.VariantCommands;
import io.millrace.storefront.order.OrderCommands;
import io.millrace.storefront.review.ReviewCommands;
import io.millrace.write.command.CommandRefusedException;
import io.millrace.write.command.CommandResult;
import io.millrace.write.command.RuleViolation;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The storefront's handlers as an application gets them: from the auto-configuration. */
final class Commands {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private static final ConfigurableApplicationContext CONTEXT = start();
  private static final TransactionalOperator TRANSACTION =
      TransactionalOperator.create(CONTEXT.getBean(ReactiveTransactionManager.class));

  static final ProductCommands PRODUCTS = CONTEXT.getBean(ProductCommands.class);
  static final VariantCommands VARIANTS = CONTEXT.getBean(VariantCommands.class);
  static final OrderCommands ORDERS = CONTEXT.getBean(OrderCommands.class);
  static final ReviewCommands REVIEWS = CONTEXT.getBean(ReviewCommands.class);

  private Commands() {}

  /** Runs a command as the platform does: in one transaction, a refusal being a result. */
  static Mono<CommandResult> running(Mono<CommandResult> command) {
    return command
        .as(TRANSACTION::transactional)
        .onErrorResume(
            CommandRefusedException.class,
            refused -> Mono.just(new CommandResult.Refused(refused.violations())))
        .timeout(BOUND);
  }

  /** The key of what a command touched first; it must not be refused. */
  static DocumentKey done(Mono<CommandResult> command) {
    return switch (running(command).blockOptional().orElseThrow()) {
      case CommandResult.Done done -> done.touched().getFirst();
      case CommandResult.Refused refused ->
          throw new AssertionError("refused: " + refused.violations());
    };
  }

  /** What a command is refused for, as {@code CODE at path}; it must be refused. */
  static List<String> refused(Mono<CommandResult> command) {
    return switch (running(command).blockOptional().orElseThrow()) {
      case CommandResult.Done done -> throw new AssertionError("done: " + done.touched());
      case CommandResult.Refused refused ->
          refused.violations().stream().map(Commands::text).toList();
    };
  }

  private static String text(RuleViolation violation) {
    return violation.code() + " at " + String.join(".", violation.field());
  }

  private static ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.NONE)
        .properties(
            "spring.r2dbc.url=r2dbc:postgresql://localhost:%d/postgres"
                .formatted(StorefrontDatabase.port()),
            "spring.r2dbc.username=postgres",
            "spring.r2dbc.pool.max-size=20",
            "spring.main.banner-mode=off")
        .run();
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    R2dbcAutoConfiguration.class,
    R2dbcTransactionManagerAutoConfiguration.class,
    DataR2dbcAutoConfiguration.class,
    StorefrontAutoConfiguration.class
  })
  static class Application {}
}
