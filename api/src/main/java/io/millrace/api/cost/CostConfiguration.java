package io.millrace.api.cost;

import io.millrace.api.ApiProperties;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import io.millrace.api.gate.OperationCheck;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Mono;

/** Costs of operations. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CostProperties.class)
public class CostConfiguration {

  @Bean
  @Order(OperationCheck.Place.COST)
  @ConditionalOnBooleanProperty(name = "millrace.api.cost.enabled", matchIfMissing = true)
  OperationCheck costCheck(CostProperties properties, ApiProperties api) {
    return new CostCheck(properties, api.pages().defaultSize());
  }

  @Bean
  @Order(OperationCheck.Place.DRY_RUN)
  OperationCheck dryRuns() {
    return operation ->
        operation.context().get(CostMode.class) == CostMode.VALIDATE
            ? Mono.error(new RequestException(ErrorCode.NOT_EXECUTED, "It was only validated"))
            : Mono.empty();
  }

  /** Before errors get their codes: the nulls that it puts into an answer are no faults. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  AnswerNodes answerNodes(CostProperties properties) {
    return new AnswerNodes(properties.maxNodes());
  }

  @Bean
  CostReports costReports() {
    return new CostReports();
  }
}
