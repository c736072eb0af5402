package io.millrace.api.cost;

import graphql.ExecutionResult;
import graphql.ExecutionResultImpl;
import graphql.GraphQLContext;
import io.millrace.api.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.support.DefaultExecutionGraphQlResponse;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

/**
 * Tells a client what its operation cost, where its header {@code GraphQL-Cost} asks: {@code
 * extensions.cost} has the form that Shopify's API gave it.
 */
final class CostReports implements WebGraphQlInterceptor, Ordered {

  /** Outside the budget's, which has settled by then. */
  static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

  @Override
  public int getOrder() {
    return ORDER;
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    var mode = CostMode.of(request.getHeaders());
    if (mode == CostMode.SILENT) {
      return chain.next(request);
    }
    request.configureExecutionInput(
        (input, _) -> {
          input.getGraphQLContext().put(CostMode.class, mode);
          return input;
        });
    return chain.next(request).map(CostReports::reported);
  }

  private static WebGraphQlResponse reported(WebGraphQlResponse response) {
    var context = response.getExecutionInput().getGraphQLContext();
    var result = result(response.getExecutionResult(), context);
    var reported =
        new WebGraphQlResponse(
            new DefaultExecutionGraphQlResponse(response.getExecutionInput(), result));
    reported.getResponseHeaders().putAll(response.getResponseHeaders());
    // It is this client's, and of this moment.
    reported.getResponseHeaders().set(HttpHeaders.CACHE_CONTROL, "no-store");
    return reported;
  }

  private static ExecutionResult result(ExecutionResult result, GraphQLContext context) {
    boolean executed =
        result.getErrors().stream()
            .noneMatch(error -> error.getErrorType() == ErrorCode.NOT_EXECUTED);
    var answer =
        executed
            ? ExecutionResultImpl.newExecutionResult().from(result)
            : ExecutionResultImpl.newExecutionResult().data(null);
    OperationCost.of(context)
        .ifPresent(cost -> answer.addExtension("cost", cost(cost, context, result)));
    return answer.build();
  }

  private static Map<String, Object> cost(
      OperationCost cost, GraphQLContext context, ExecutionResult result) {
    var map = new LinkedHashMap<String, Object>();
    map.put("requestedQueryCost", CostNumber.of(cost.estimate().field()));
    map.put("requestedTypeCost", CostNumber.of(cost.estimate().type()));
    if (result.isDataPresent()) {
      var actual = cost.actual(result.getData());
      map.put("actualQueryCost", CostNumber.of(actual.field()));
      map.put("actualTypeCost", CostNumber.of(actual.type()));
    }
    context
        .<ThrottleStatus>getOrEmpty(ThrottleStatus.class)
        .ifPresent(status -> map.put("throttleStatus", status.toMap()));
    return map;
  }
}
