package io.millrace.storefront.rule;

import io.millrace.write.command.CommandRefusedException;
import io.millrace.write.command.RuleViolation;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the rules that an input violates, so that the person who gave it sees all of them at
 * once.
 */
public final class Violations {

  private final List<RuleViolation> found = new ArrayList<>();

  /** Notes a violation at {@code field} unless the rule holds. */
  public Violations unless(boolean holds, FieldPath field, Enum<?> code, String message) {
    if (!holds) {
      found.add(field.violates(code, message));
    }
    return this;
  }

  /** The violations noted so far. */
  public List<RuleViolation> found() {
    return List.copyOf(found);
  }

  /**
   * Ends the command when a rule is violated.
   *
   * @throws CommandRefusedException with every violation noted
   */
  public void refuseIfAny() {
    if (!found.isEmpty()) {
      throw new CommandRefusedException(found.toArray(RuleViolation[]::new));
    }
  }
}
