package io.millrace.api.bench;

import io.millrace.api.Mode;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Takes every guard out before it is made, so that what is left is what the guards' price is
 * compared with. Identity and the rules of who reads what stay: an answer without them would be
 * another one.
 */
final class Unguarded implements BeanDefinitionRegistryPostProcessor {

  private static final Logger LOG = LoggerFactory.getLogger(Unguarded.class);

  private static final List<String> GUARDS =
      List.of(
          "requestRates",
          "admission",
          "switchCheck",
          "safeMethods",
          "introspectionGate",
          "documentShape",
          "inputBounds",
          "constraintCheck",
          "orderCheck",
          "costCheck",
          "dryRuns",
          "answerNodes",
          "costReports",
          "budgetCheck",
          "budgetSettlement");

  /**
   * @throws IllegalStateException in production mode
   */
  Unguarded(Environment environment) {
    var mode =
        Binder.get(environment).bind("millrace.api.mode", Mode.class).orElse(Mode.PRODUCTION);
    if (mode != Mode.DEVELOPMENT) {
      throw new IllegalStateException(
          "millrace.api.bench.unguarded is for millrace.api.mode=development alone");
    }
  }

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    LOG.warn("Nothing guards this API: it is for a benchmark");
    // A guard under another name than here fails the start, instead of being measured on both
    // sides.
    GUARDS.forEach(registry::removeBeanDefinition);
  }
}
