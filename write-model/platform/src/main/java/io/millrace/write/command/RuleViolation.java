package io.millrace.write.command;

import java.util.List;

/**
 * A rule that a command's input violates, as a payload's {@code userErrors} show it.
 *
 * @param code the name of a value of the payload's error-code enum
 * @param message a sentence for the person who gave the input
 * @param field the path of the input field concerned, list indices as texts; empty for the input as
 *     a whole
 */
public record RuleViolation(String code, String message, List<String> field) {

  public RuleViolation {
    field = List.copyOf(field);
  }

  /** A violation at the input field with this path. */
  public static RuleViolation at(Enum<?> code, String message, String... field) {
    return new RuleViolation(code.name(), message, List.of(field));
  }
}
