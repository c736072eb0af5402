package io.millrace.write.command;

import java.util.List;

/**
 * Thrown (or signalled) by an aggregate whose rule a command violates; ends the command as refused.
 */
public final class CommandRefusedException extends RuntimeException {

  private final transient List<RuleViolation> violations;

  public CommandRefusedException(RuleViolation... violations) {
    super(violations.length == 0 ? "" : violations[0].message(), null, false, false);
    this.violations = List.of(violations);
  }

  /** The violated rules. */
  public List<RuleViolation> violations() {
    return violations;
  }
}
