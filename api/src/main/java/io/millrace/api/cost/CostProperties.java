package io.millrace.api.cost;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one operation may cost, by the GraphQL Cost Directives specification.
 *
 * @param enabled whether operations are priced; without it nothing is refused for its cost, and no
 *     budget is charged
 * @param maxFieldCost the highest field cost that is let through
 * @param maxTypeCost the highest type cost that is let through
 * @param introspection what {@code __schema} and {@code __type} cost, as fields and as types, with
 *     everything below them
 * @param scopes other limits for callers whose token has a scope, as {@code
 *     scopes.staff.max-field-cost} and {@code scopes.staff.max-type-cost}; of several the highest
 *     counts
 * @param maxNodes the most values in an answer, on all levels together; one with more is broken off
 *     and not given
 */
@ConfigurationProperties("millrace.api.cost")
public record CostProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("10000") double maxFieldCost,
    @DefaultValue("20000") double maxTypeCost,
    @DefaultValue("500") double introspection,
    @DefaultValue Map<String, Limits> scopes,
    @DefaultValue("200000") int maxNodes) {

  /**
   * Other limits for callers with a scope.
   *
   * @param maxFieldCost the highest field cost; where it is not given, everybody's
   * @param maxTypeCost the highest type cost; where it is not given, everybody's
   */
  public record Limits(@Nullable Double maxFieldCost, @Nullable Double maxTypeCost) {}

  public CostProperties {
    scopes = Map.copyOf(scopes);
    positive("max-field-cost", maxFieldCost);
    positive("max-type-cost", maxTypeCost);
    positive("max-nodes", maxNodes);
    if (!(introspection >= 0)) {
      throw new IllegalArgumentException(
          "millrace.api.cost.introspection must not be negative, and is " + introspection);
    }
  }

  private static void positive(String key, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(
          "millrace.api.cost.%s must be positive, not %s".formatted(key, value));
    }
  }

  /** The most that an operation of a caller with these scopes may cost. */
  Cost limit(Set<String> held) {
    double field = 0;
    double type = 0;
    boolean raised = false;
    for (var scope : held) {
      var limits = scopes.get(scope);
      if (limits != null) {
        raised = true;
        field =
            Math.max(field, limits.maxFieldCost() == null ? maxFieldCost : limits.maxFieldCost());
        type = Math.max(type, limits.maxTypeCost() == null ? maxTypeCost : limits.maxTypeCost());
      }
    }
    return raised ? new Cost(field, type) : new Cost(maxFieldCost, maxTypeCost);
  }
}
