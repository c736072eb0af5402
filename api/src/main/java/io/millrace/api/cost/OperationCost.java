package io.millrace.api.cost;

import graphql.GraphQLContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an operation costs; in its context from the moment that it was estimated. */
public final class OperationCost {

  private final CostPlan plan;
  private final List<String> assumptions;

  OperationCost(CostPlan plan) {
    this(plan, List.of());
  }

  OperationCost(CostPlan plan, Collection<String> assumptions) {
    this.plan = plan;
    this.assumptions = List.copyOf(assumptions);
  }

  /** The cost of the operation that a context belongs to, where it came as far as that. */
  public static Optional<OperationCost> of(GraphQLContext context) {
    return context.getOrEmpty(OperationCost.class);
  }

  /** An upper bound of what it will cost. */
  public Cost estimate() {
    return plan.estimate();
  }

  /**
   * What the estimate takes for granted of variables that are not known yet, in sentences; empty
   * for an operation that is about to run, whose variables are all known.
   */
  public List<String> assumptions() {
    return assumptions;
  }

  /** Where most of it is, as the keys of an answer; empty where nothing costs anything. */
  Optional<String> dearestField() {
    return Optional.ofNullable(plan.dearest()).map(CostPlan.Path::text);
  }

  /**
   * What it did cost, by its answer (GraphQL Cost Directives, section 5.1.3): lists have the length
   * that they have, and below a null nothing was resolved.
   *
   * <p>Where an answer does not tell which type an object is of, the dearest counts of those whose
   * fields it has.
   *
   * @param data the answer's data
   */
  public Cost actual(@Nullable Map<?, ?> data) {
    return data == null ? new Cost(plan.resolving(), plan.weight()) : object(plan, data);
  }

  private static Cost object(CostPlan plan, Map<?, ?> object) {
    var sum = new Cost(plan.resolving(), plan.weight());
    for (var part : plan.fields()) {
      sum = sum.plus(value(part, object.get(part.key())));
    }
    return sum;
  }

  private static Cost value(CostPlan.Part part, @Nullable Object value) {
    return switch (value) {
      case null -> Cost.NONE;
      case List<?> list -> {
        var sum = Cost.NONE;
        for (var element : list) {
          sum = sum.plus(value(part, element));
        }
        yield sum;
      }
      case Map<?, ?> object when !part.shapes().isEmpty() ->
          object(shape(part.shapes(), object), object);
      default -> new Cost(0, part.valueWeight());
    };
  }

  private static CostPlan shape(List<CostPlan> shapes, Map<?, ?> object) {
    var found = shapes.getFirst();
    if (shapes.size() == 1) {
      return found;
    }
    boolean fits = false;
    for (var shape : shapes) {
      boolean mayBe = mayBe(shape, object);
      if (mayBe && (!fits || shape.estimate().field() > found.estimate().field())) {
        found = shape;
        fits = true;
      }
    }
    return found;
  }

  private static boolean mayBe(CostPlan shape, Map<?, ?> object) {
    if (shape.typeNameKey() != null) {
      return shape.type().equals(object.get(shape.typeNameKey()));
    }
    return shape.keys() == object.size()
        && shape.fields().stream().allMatch(part -> object.containsKey(part.key()));
  }
}
