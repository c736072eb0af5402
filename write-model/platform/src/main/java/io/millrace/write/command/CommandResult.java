package io.millrace.write.command;

import io.millrace.schema.key.DocumentKey;
import java.util.List;

/** What a command did: the documents it touched, or the rules that its input violates. */
public sealed interface CommandResult {

  /**
   * The command was carried out.
   *
   * @param touched the documents that the payload shows, at most one of each type
   * @param deleted the documents that are gone
   */
  record Done(List<DocumentKey> touched, List<DocumentKey> deleted) implements CommandResult {
    public Done {
      touched = List.copyOf(touched);
      deleted = List.copyOf(deleted);
    }
  }

  /**
   * The command was refused and nothing of it is kept: its transaction is rolled back.
   *
   * @param violations at least one
   */
  record Refused(List<RuleViolation> violations) implements CommandResult {
    public Refused {
      violations = List.copyOf(violations);
      if (violations.isEmpty()) {
        throw new IllegalArgumentException("A refused command names the rule that it violates");
      }
    }
  }

  /** The command was carried out and touched these documents. */
  static CommandResult touched(DocumentKey... keys) {
    return new Done(List.of(keys), List.of());
  }

  /** The command was carried out and deleted these documents. */
  static CommandResult deleted(DocumentKey... keys) {
    return new Done(List.of(), List.of(keys));
  }

  /** The command was refused. */
  static CommandResult refused(RuleViolation... violations) {
    return new Refused(List.of(violations));
  }
}
