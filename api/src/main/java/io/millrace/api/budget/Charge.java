package io.millrace.api.budget;

import io.millrace.api.cost.ThrottleStatus;

/**
 * What was taken from a budget for an operation; in the operation's context from then on.
 *
 * @param owner whose budget
 * @param id names the charge
 * @param amount what was charged
 * @param size the budget's
 * @param shared whether it is the budget for all nodes, and not the one that stands in
 * @param filling how the bucket answered
 */
record Charge(
    String owner, String id, double amount, BucketSize size, boolean shared, Filling filling) {

  Charge with(Filling later) {
    return new Charge(owner, id, amount, size, shared, later);
  }

  ThrottleStatus status() {
    return new ThrottleStatus(size.capacity(), filling.available(), size.restoreRate());
  }
}
