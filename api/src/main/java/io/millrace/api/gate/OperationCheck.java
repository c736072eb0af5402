package io.millrace.api.gate;

import io.millrace.api.error.RequestException;
import reactor.core.publisher.Mono;

/**
 * One of the conditions under which an operation runs. Checks are beans; they are asked one after
 * the other in the order of {@link org.springframework.core.annotation.Order}, cheapest first, and
 * the first refusal ends it.
 */
@FunctionalInterface
public interface OperationCheck {

  /** Places in the order of checks. */
  interface Place {
    /** What looks at an operation and lets it pass. */
    int WATCH = -100;

    /** What the transport allows. */
    int TRANSPORT = 0;

    /** How much the variables hold. */
    int INPUT = 200;

    /** What each argument may be. */
    int ARGUMENTS = 220;

    /** What the caller may ask for and about. */
    int RULES = 250;

    /** What the operation would cost. */
    int COST = 300;

    /** What the caller may still spend. */
    int BUDGET = 400;

    /** Where what is only asked about ends: everything before it has agreed. */
    int DRY_RUN = 1000;

    /** Where it is noted what runs. */
    int ADMITTED = 2000;
  }

  /**
   * Completes where the operation may run, and fails with a {@link RequestException} where not. It
   * must not block.
   */
  Mono<Void> check(Operation operation);
}
