package io.millrace.api.budget;

import graphql.ExecutionResult;
import graphql.GraphQLContext;
import io.millrace.api.cost.OperationCost;
import io.millrace.api.cost.ThrottleStatus;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.gate.Origin;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;

/**
 * Settles what was charged once the answer is there, and says what is left in the headers of the
 * IETF's draft "RateLimit header fields for HTTP". Who does not wait for the answer, or gets one
 * with an error in it, has spent what was charged: what an operation did cost is known of complete
 * answers only.
 */
final class BudgetSettlement implements WebGraphQlInterceptor, Ordered {

  private final Budget budget;

  BudgetSettlement(Budget budget) {
    this.budget = budget;
  }

  /** Within the report of costs, which says what is left then. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 200;
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    return chain.next(request).flatMap(this::settled);
  }

  private Mono<WebGraphQlResponse> settled(WebGraphQlResponse response) {
    var context = response.getExecutionInput().getGraphQLContext();
    @Nullable Charge charge = context.get(Charge.class);
    if (charge == null) {
      return Mono.just(response);
    }
    return settle(charge, response.getExecutionResult(), context)
        .map(
            settled -> {
              context.put(ThrottleStatus.class, settled.status());
              if (isKeptByNoCache(response, Origin.of(response.getExecutionInput()))) {
                tell(settled, response.getResponseHeaders());
              }
              if (isRefused(response)) {
                tellWhen(settled, context, response.getResponseHeaders());
              }
              return response;
            });
  }

  private Mono<Charge> settle(Charge charge, ExecutionResult result, GraphQLContext context) {
    boolean complete =
        charge.filling().admitted()
            && result.getErrors().isEmpty()
            && result.getData() instanceof Map<?, ?>;
    if (!complete) {
      return Mono.just(charge);
    }
    double actual = OperationCost.of(context).orElseThrow().actual(result.getData()).field();
    return actual == charge.amount() ? Mono.just(charge) : budget.settle(charge, actual);
  }

  /** A POST's answer is kept only where it says how long; so is a GET's, or by a cache's guess. */
  private static boolean isKeptByNoCache(WebGraphQlResponse response, Origin origin) {
    var control = response.getResponseHeaders().getFirst(HttpHeaders.CACHE_CONTROL);
    return control == null
        ? origin.method().equals(HttpMethod.POST) || isRefused(response)
        : control.contains("no-store");
  }

  private static boolean isRefused(WebGraphQlResponse response) {
    return response.getExecutionResult().getErrors().stream()
        .anyMatch(error -> error.getErrorType() == ErrorCode.BUDGET_EXHAUSTED);
  }

  private static void tell(Charge charge, HttpHeaders headers) {
    var size = charge.size();
    var name = charge.shared() ? "cost" : "cost-of-this-node";
    double available = Math.max(0, charge.filling().available());
    headers.set(
        "RateLimit-Policy",
        "\"%s\";q=%d;w=%d"
            .formatted(name, (long) size.capacity(), Math.max(1, size.seconds(size.capacity()))));
    headers.set(
        "RateLimit",
        "\"%s\";r=%d;t=%d"
            .formatted(
                name,
                (long) available,
                size.seconds(size.capacity() - charge.filling().available())));
  }

  private static void tellWhen(Charge charge, GraphQLContext context, HttpHeaders headers) {
    double cost = OperationCost.of(context).orElseThrow().estimate().field();
    long seconds = charge.size().seconds(cost - charge.filling().available());
    headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, seconds)));
  }
}
