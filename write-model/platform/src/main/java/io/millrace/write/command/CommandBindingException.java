package io.millrace.write.command;

import java.util.List;

/** Mutations and handler methods don't match; the message shows every mismatch. */
public final class CommandBindingException extends RuntimeException {

  private final List<String> problems;

  CommandBindingException(List<String> problems) {
    super(
        "The command handlers have %d problem(s):%n  %s"
            .formatted(problems.size(), String.join(System.lineSeparator() + "  ", problems)));
    this.problems = List.copyOf(problems);
  }

  /** The mismatches, each with what to write instead. */
  public List<String> problems() {
    return problems;
  }
}
