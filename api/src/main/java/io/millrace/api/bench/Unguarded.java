package io.millrace.api.bench;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;

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
          "dryRuns",
          "answerNodes",
          "costReports");

  /** Those that have a switch of their own. */
  private static final List<String> OPTIONAL_GUARDS =
      List.of("costCheck", "budgetCheck", "budgetSettlement");

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    LOG.warn("Nothing guards this API: it is for a benchmark");
    // A guard that has got another name fails the start, instead of being measured on both sides.
    GUARDS.forEach(registry::removeBeanDefinition);
    OPTIONAL_GUARDS.stream()
        .filter(registry::containsBeanDefinition)
        .forEach(registry::removeBeanDefinition);
  }
}
