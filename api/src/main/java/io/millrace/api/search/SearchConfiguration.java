package io.millrace.api.search;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import io.github.resilience4j.common.circuitbreaker.configuration.CircuitBreakerConfigCustomizer;
import io.github.resilience4j.common.retry.configuration.RetryConfigCustomizer;
import io.millrace.api.ApiProperties;
import io.millrace.api.guard.StoreGuards;
import io.millrace.api.read.DocumentStore;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.store.StoreNames;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts that search. */
@Configuration(proxyBeanMethods = false)
public class SearchConfiguration {

  @Bean
  FilterLimits filterLimits(ApiProperties properties) {
    var filters = properties.filters();
    var texts = properties.searchTexts();
    return new FilterLimits(
        filters.maxDepth(),
        filters.maxConditions(),
        filters.maxValues(),
        texts.maxCharacters(),
        texts.maxWords());
  }

  @Bean
  Searches searches(
      Catalog catalog,
      StoreNames names,
      Rest5Client elasticsearch,
      DocumentStore documents,
      StoreGuards guards,
      ApiProperties properties) {
    var timeout = properties.timeouts().elasticsearch();
    return new Searches(
        catalog,
        new ElasticsearchHttp(elasticsearch, guards.of(StoreGuards.Name.ELASTICSEARCH, timeout)),
        new SearchBody(names, timeout),
        documents);
  }

  @Bean
  RetryConfigCustomizer retriesOfSearches() {
    return StoreGuards.repeating(StoreGuards.Name.ELASTICSEARCH, SearchFailure::passes);
  }

  @Bean
  CircuitBreakerConfigCustomizer failuresOfSearches() {
    return CircuitBreakerConfigCustomizer.of(
        StoreGuards.Name.ELASTICSEARCH,
        breaker -> breaker.ignoreException(SearchFailure::isOfTheRequest));
  }
}
