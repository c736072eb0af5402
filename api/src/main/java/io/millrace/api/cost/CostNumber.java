package io.millrace.api.cost;

/** Costs as clients read them. */
public final class CostNumber {

  private CostNumber() {}

  /** The number, or that it is beyond counting. */
  public static String text(double cost) {
    return cost >= Cost.MOST ? "more than can be counted" : of(cost).toString();
  }

  /** The whole number where it is one, as it is with most weights. */
  public static Number of(double cost) {
    return cost == Math.rint(cost) ? (Number) (long) cost : (Number) cost;
  }
}
