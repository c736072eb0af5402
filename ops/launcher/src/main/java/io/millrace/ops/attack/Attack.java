package io.millrace.ops.attack;

import java.io.IOException;

/**
 * One kind of hostile request.
 *
 * @param name what an operator would call it
 * @param course sends its requests and says what must come of them
 */
record Attack(String name, Course course) {

  /** How an attack goes. */
  @FunctionalInterface
  interface Course {
    void run(Attacker attacker, Target target) throws IOException;
  }
}
