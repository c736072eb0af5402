package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionResult;
import graphql.GraphQLContext;
import io.millrace.api.identity.Identity;
import io.millrace.api.read.ReadContext;
import io.millrace.api.read.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.graphql.support.DefaultExecutionGraphQlRequest;

/** What the API answered, and what its reads were like. */
record Answer(ExecutionResult result, ReadContext context) {

  private static final Duration BOUND = Duration.ofSeconds(60);

  static Answer of(
      ExecutionGraphQlService service, String document, Map<String, Object> variables) {
    return of(service, document, variables, Identity.of(GraphQLContext.getDefault()));
  }

  static Answer of(
      ExecutionGraphQlService service,
      String document,
      Map<String, Object> variables,
      Identity caller) {
    var request = new DefaultExecutionGraphQlRequest(document, null, variables, null, "test", null);
    request.configureExecutionInput(
        (input, _) -> {
          input.getGraphQLContext().put(Identity.class, caller);
          return input;
        });
    var response = Objects.requireNonNull(service.execute(request).block(BOUND));
    return new Answer(
        response.getExecutionResult(),
        response.getExecutionInput().getGraphQLContext().get(ReadContext.class));
  }

  /** Asserts that there are no errors. */
  Answer complete() {
    assertThat(result.getErrors()).isEmpty();
    return this;
  }

  /** The value at a path of names and list indices, such as {@code garden.beds.nodes.0.id}. */
  @SuppressWarnings("unchecked")
  <T> T at(String path) {
    return (T) Objects.requireNonNull(find(path), path);
  }

  /** The value at a path, null where it or something above it is. */
  @Nullable Object find(String path) {
    @Nullable Object value = result.getData();
    for (var step : path.split("\\.")) {
      value =
          value instanceof List<?> list
              ? list.get(Integer.parseInt(step))
              : value instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return value;
  }

  /** The values of one field of each element of a list. */
  List<@Nullable Object> each(String path, String field) {
    return this.<List<@Nullable Map<String, Object>>>at(path).stream()
        .<@Nullable Object>map(element -> element == null ? null : element.get(field))
        .toList();
  }

  /** The errors' codes. */
  List<@Nullable Object> codes() {
    return result.getErrors().stream()
        .<@Nullable Object>map(error -> Objects.requireNonNull(error.getExtensions()).get("code"))
        .toList();
  }

  String message() {
    return String.valueOf(result.getErrors().getFirst().getMessage());
  }

  /** How often a store was waited for. */
  int roundTrips(Store store) {
    return context.roundTrips().getOrDefault(store, 0);
  }
}
