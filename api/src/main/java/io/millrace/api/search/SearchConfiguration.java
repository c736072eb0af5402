package io.millrace.api.search;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import io.millrace.api.ApiProperties;
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
    return new FilterLimits(filters.maxDepth(), filters.maxConditions(), filters.maxValues());
  }

  @Bean
  Searches searches(
      Catalog catalog,
      StoreNames names,
      Rest5Client elasticsearch,
      DocumentStore documents,
      ApiProperties properties) {
    var timeout = properties.timeouts().elasticsearch();
    return new Searches(
        catalog,
        new ElasticsearchHttp(elasticsearch, timeout),
        new SearchBody(names, timeout),
        documents);
  }
}
