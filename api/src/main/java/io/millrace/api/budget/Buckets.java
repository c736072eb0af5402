package io.millrace.api.budget;

import reactor.core.publisher.Mono;

/**
 * Leaky buckets by owner: what is poured in leaks out at a steady rate, and what does not fit is
 * not let in.
 *
 * <p>An implementation MUST decide each call as one atomic step, on one clock for all callers, and
 * MUST know a charge by its id: charging it again takes nothing more, and settling it again changes
 * nothing.
 */
interface Buckets {

  /**
   * Pours an amount in.
   *
   * @param owner whose bucket
   * @param charge the charge's id, unique
   * @param amount at least 0; 0 only asks what is available
   */
  Mono<Filling> charge(String owner, String charge, double amount, BucketSize size);

  /**
   * Replaces the amount of a charge.
   *
   * @param actual what it should have been; may be more than was charged, and than fits
   */
  Mono<Filling> settle(String owner, String charge, double actual, BucketSize size);
}
