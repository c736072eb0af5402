package io.millrace.api.cost;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import graphql.GraphQLError;
import graphql.schema.GraphQLSchema;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import io.millrace.api.gate.Operation;
import io.millrace.api.gate.OperationCheck;
import io.millrace.api.identity.Identity;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Estimates what an operation costs, and refuses it where that is more than its caller may ask. */
public final class CostCheck implements OperationCheck {

  private final CostProperties properties;
  private final int page;

  /** Of each schema that is executed. */
  private final LoadingCache<GraphQLSchema, Weights> weights =
      Caffeine.newBuilder().weakKeys().build(Weights::new);

  /**
   * @param page the rows of a page where nobody says how many
   */
  public CostCheck(CostProperties properties, int page) {
    this.properties = properties;
    this.page = page;
  }

  @Override
  public Mono<Void> check(Operation operation) {
    var cost = estimate(operation);
    operation.context().put(OperationCost.class, cost);
    var scopes =
        Identity.of(operation.context()).token().map(Identity.Token::scopes).orElse(Set.of());
    var limit = properties.limit(scopes);
    var estimate = cost.estimate();
    if (estimate.field() > limit.field()) {
      return refusal("field", estimate.field(), limit.field(), cost);
    }
    return estimate.type() > limit.type()
        ? refusal("type", estimate.type(), limit.type(), cost)
        : Mono.empty();
  }

  private OperationCost estimate(Operation operation) {
    var estimation =
        new Estimation(
            operation, weights.get(operation.schema()), page, properties.introspection());
    try {
      return new OperationCost(estimation.plan(), estimation.assumptions());
    } catch (RuntimeException unfit) {
      if (unfit instanceof GraphQLError) {
        throw RequestException.badInput("%s", String.valueOf(unfit.getMessage()));
      }
      throw unfit;
    }
  }

  private static Mono<Void> refusal(String kind, double cost, double limit, OperationCost of) {
    return Mono.error(
        new RequestException(
            ErrorCode.COST_LIMIT_EXCEEDED,
            "The operation may cost %s (%s cost), and %s is allowed; most of it is in %s: ask for fewer rows or levels"
                .formatted(
                    CostNumber.text(cost),
                    kind,
                    CostNumber.text(limit),
                    of.dearestField().orElse("its fields"))));
  }
}
