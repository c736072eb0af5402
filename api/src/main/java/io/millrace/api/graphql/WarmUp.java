package io.millrace.api.graphql;

import io.millrace.api.error.MessageLanguage;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.RootField;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.graphql.support.DefaultExecutionGraphQlRequest;

/**
 * Asks one small search before the node is called ready: it connects to the stores and loads the
 * classes of the whole way of a read, so that the first client doesn't wait for that. Readiness
 * does not depend on the answer, since a lost store must degrade, not remove every node.
 */
public final class WarmUp implements ApplicationRunner {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Catalog catalog;
  private final ExecutionGraphQlService service;

  public WarmUp(Catalog catalog, ExecutionGraphQlService service) {
    this.catalog = catalog;
    this.service = service;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    MessageLanguage.load();
    catalog.queries().stream()
        .filter(RootField.Search.class::isInstance)
        .findFirst()
        .ifPresent(search -> ask("{ %s { nodes { __typename } } }".formatted(search.name())));
  }

  private void ask(String document) {
    var request =
        new DefaultExecutionGraphQlRequest(
            document, null, null, null, "warm-up", MessageLanguage.LOCALE);
    try {
      service.execute(request).block(LIMIT);
    } catch (RuntimeException unanswered) {
      LOG.info("The warm-up was not answered: {}", unanswered.toString());
    }
  }
}
