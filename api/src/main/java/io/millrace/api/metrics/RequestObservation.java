package io.millrace.api.metrics;

import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.schema.DataFetcher;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.observation.DataLoaderObservationConvention;
import org.springframework.graphql.observation.ExecutionRequestObservationConvention;
import org.springframework.graphql.observation.GraphQlObservationInstrumentation;

/**
 * Observes requests and their loaders, not each field of each object, which took a sixth of the
 * processor time of a product page; even where such an observation is refused by configuration, the
 * field's environment would be copied for it.
 */
final class RequestObservation extends GraphQlObservationInstrumentation {

  /**
   * @param requests names and tags of requests' observations; null for the usual ones
   * @param loaders those of loaders'
   */
  RequestObservation(
      ObservationRegistry registry,
      @Nullable ExecutionRequestObservationConvention requests,
      @Nullable DataLoaderObservationConvention loaders) {
    super(registry, requests, null, loaders);
  }

  @Override
  public DataFetcher<?> instrumentDataFetcher(
      DataFetcher<?> fetcher,
      InstrumentationFieldFetchParameters parameters,
      InstrumentationState state) {
    return fetcher;
  }
}
