package io.millrace.ops.stack;

/**
 * Hears what the stack is doing while it starts and stops; called from several threads, one server
 * each.
 */
@FunctionalInterface
public interface StackProgress {

  /**
   * Reports one step.
   *
   * @param server {@code postgres}, {@code elasticsearch}, {@code redis} or {@code stack}
   * @param step what happens now, as a short sentence without a full stop
   */
  void report(String server, String step);

  /** Tells nobody. */
  static StackProgress silent() {
    return (server, step) -> {};
  }
}
