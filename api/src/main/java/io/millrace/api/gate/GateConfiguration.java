package io.millrace.api.gate;

import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.language.OperationDefinition;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.millrace.api.ApiProperties;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import io.millrace.api.version.VersionedSchemas;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;

/** The gate, with all checks that there are. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GateProperties.class)
public class GateConfiguration {

  @Bean
  DocumentCache documentCache(GateProperties properties) {
    return new DocumentCache(properties.documentCacheBytes());
  }

  @Bean
  MeterBinder documentCacheMeters(DocumentCache cache) {
    return cache.meters();
  }

  @Bean
  PreparsedDocumentProvider operationGate(
      DocumentSource documents,
      DocumentCache cache,
      ObjectProvider<OperationCheck> checks,
      ObjectProvider<VersionedSchemas> schemas) {
    return new OperationGate(
        documents,
        cache,
        checks.orderedStream().toList(),
        version -> schemas.getObject().schema(version));
  }

  @Bean
  GraphQlSourceBuilderCustomizer gateCustomizer(PreparsedDocumentProvider gate) {
    return builder -> builder.configureGraphQl(graphQl -> graphQl.preparsedDocumentProvider(gate));
  }

  @Bean
  DocumentShape documentShape(ApiProperties properties) {
    return new DocumentShape(properties.documents(), properties.inputs());
  }

  @Bean
  @Order(OperationCheck.Place.INPUT)
  OperationCheck inputBounds(ApiProperties properties) {
    return new InputBounds(properties.inputs());
  }

  @Bean
  @Order(OperationCheck.Place.TRANSPORT)
  OperationCheck introspectionGate(ApiProperties properties) {
    return properties.introspects() ? _ -> Mono.empty() : new IntrospectionGate();
  }

  /** GET is safe (RFC 9110, section 9.2.1): it changes nothing. */
  @Bean
  @Order(OperationCheck.Place.TRANSPORT)
  OperationCheck safeMethods() {
    return operation ->
        operation.definition().getOperation() == OperationDefinition.Operation.MUTATION
                && Origin.of(operation.input()).method().equals(HttpMethod.GET)
            ? Mono.error(
                new RequestException(
                    ErrorCode.METHOD_NOT_ALLOWED, "A mutation is not run by GET: send it by POST"))
            : Mono.empty();
  }
}
