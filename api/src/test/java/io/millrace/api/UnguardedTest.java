package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.execution.instrumentation.Instrumentation;
import io.millrace.api.bench.BenchConfiguration;
import io.millrace.api.gate.OperationCheck;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.server.WebFilter;

/** The API that the guards' price is compared with. */
@TestPropertySource(
    properties = {"millrace.api.mode=development", "millrace.api.bench.unguarded=true"})
class UnguardedTest extends ApiTest {

  @Autowired private List<OperationCheck> checks;
  @Autowired private List<WebGraphQlInterceptor> interceptors;
  @Autowired private List<Instrumentation> instrumentations;
  @Autowired private List<WebFilter> filters;

  @Test
  void hasRulesAndNoGuard() {
    // What is whose, and what only counts.
    assertThat(names(checks)).containsExactly("UnknownDocuments", "RuleCheck", "UseNote");
    assertThat(names(interceptors))
        .contains("IdentityInterceptor")
        .doesNotContain("Admission", "RequestRates", "BudgetSettlement", "CostReports");
    assertThat(names(instrumentations)).doesNotContain("Admission", "AnswerNodes", "DocumentShape");
    assertThat(names(filters)).doesNotContain("RequestRates");
  }

  @Test
  void answers() {
    assertThat(ask("{ motto }").complete().<String>at("motto")).isEqualTo("Festina lente");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unguarded", "enabled"})
  void doesNotStartInProduction(String key) {
    new ApplicationContextRunner()
        .withUserConfiguration(BenchConfiguration.class)
        .withPropertyValues("millrace.api.bench.%s=true".formatted(key))
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("millrace.api.mode=development"));
  }

  private static List<String> names(List<?> beans) {
    return beans.stream().map(bean -> bean.getClass().getSimpleName()).toList();
  }
}
