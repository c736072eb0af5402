package io.millrace.api.cost;

/**
 * What an operation, or a part of it, costs. Sums and products stay at {@link #MOST} where they
 * would pass it: so nothing overflows, and no product of zero and infinity is without a value.
 *
 * @param field the sum of the weights of the fields that are resolved, with their arguments and
 *     directives
 * @param type the sum of the weights of the values that are given
 */
public record Cost(double field, double type) {

  /** More than any limit, and small enough that every integer below it is exact. */
  static final double MOST = 1e15;

  static final Cost NONE = new Cost(0, 0);

  public Cost {
    field = Math.clamp(field, 0, MOST);
    type = Math.clamp(type, 0, MOST);
  }

  Cost plus(Cost other) {
    return new Cost(field + other.field, type + other.type);
  }

  Cost times(double count) {
    return new Cost(field * count, type * count);
  }

  /** The larger of each, for what may be either. */
  Cost max(Cost other) {
    return new Cost(Math.max(field, other.field), Math.max(type, other.type));
  }
}
