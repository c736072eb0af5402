package io.millrace.storefront;

import io.millrace.schema.key.DocumentKey;
import io.millrace.storefront.catalogue.CategoryCommands;
import io.millrace.storefront.catalogue.ProductCommands;
import io.millrace.storefront.catalogue.VariantCommands;
import io.millrace.storefront.customer.CustomerCommands;
import io.millrace.storefront.order.OrderCommands;
import io.millrace.storefront.review.ReviewCommands;
import io.millrace.write.command.CommandRefusedException;
import io.millrace.write.command.CommandResult;
import io.millrace.write.command.RuleViolation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  static final CategoryCommands CATEGORIES = CONTEXT.getBean(CategoryCommands.class);
  static final CustomerCommands CUSTOMERS = CONTEXT.getBean(CustomerCommands.class);
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
    return touched(result(command)).getFirst();
  }

  /** What a command is refused for, as {@code CODE at path}; it must be refused. */
  static List<String> refused(Mono<CommandResult> command) {
    return refusals(result(command));
  }

  static CommandResult result(Mono<CommandResult> command) {
    return running(command).blockOptional().orElseThrow();
  }

  static List<DocumentKey> touched(CommandResult result) {
    return switch (result) {
      case CommandResult.Done done -> done.touched();
      case CommandResult.Refused refused ->
          throw new AssertionError("refused: " + refused.violations());
    };
  }

  static List<String> refusals(CommandResult result) {
    return switch (result) {
      case CommandResult.Done done -> throw new AssertionError("done: " + done);
      case CommandResult.Refused refused -> {
        refused.violations().forEach(violation -> SEEN.add(violation.code()));
        yield refused.violations().stream().map(Commands::text).toList();
      }
    };
  }

  /** The codes of the refusals that tests looked at since they were forgotten. */
  static Set<String> refusalsSeen() {
    return Set.copyOf(SEEN);
  }

  static void forgetRefusals() {
    SEEN.clear();
  }

  static boolean somebodyWaitsForALock() {
    return StorefrontDatabase.jdbc()
        .sql(
            """
            select exists (select from pg_stat_activity
              where datname = current_database() and wait_event_type = 'Lock')
            """)
        .query(Boolean.class)
        .single();
  }

  private static String text(RuleViolation violation) {
    return violation.code() + " at " + String.join(".", violation.field());
  }

  private static ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.NONE)
        .properties(
            "spring.r2dbc.url=" + StorefrontDatabase.addresses().r2dbcUrl(),
            "spring.r2dbc.username=" + StorefrontDatabase.addresses().user(),
            "spring.r2dbc.password=" + StorefrontDatabase.addresses().password(),
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
