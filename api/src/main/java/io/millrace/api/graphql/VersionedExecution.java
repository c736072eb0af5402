package io.millrace.api.graphql;

import io.millrace.api.version.Versions;
import io.millrace.schema.version.ApiVersion;
import java.util.Map;
import java.util.Objects;
import org.springframework.graphql.ExecutionGraphQlRequest;
import org.springframework.graphql.ExecutionGraphQlResponse;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.graphql.server.WebGraphQlRequest;
import reactor.core.publisher.Mono;

/** Executes a request in the version that its transport has chosen, or else in the newest. */
final class VersionedExecution implements ExecutionGraphQlService {

  private final Versions versions;
  private final Map<String, ExecutionGraphQlService> services;

  VersionedExecution(Versions versions, Map<String, ExecutionGraphQlService> services) {
    this.versions = versions;
    this.services = Map.copyOf(services);
  }

  @Override
  public Mono<ExecutionGraphQlResponse> execute(ExecutionGraphQlRequest request) {
    return Objects.requireNonNull(services.get(version(request).name())).execute(request);
  }

  private ApiVersion version(ExecutionGraphQlRequest request) {
    return request instanceof WebGraphQlRequest web
            && web.getAttributes().get(Versions.ATTRIBUTE) instanceof ApiVersion chosen
        ? chosen
        : versions.newest();
  }
}
