package io.millrace.storefront.rule;

import org.jspecify.annotations.Nullable;

/** The rule of every command that carries the version which it is meant for. */
public final class ExpectedVersion {

  private ExpectedVersion() {}

  /**
   * Refuses the command where it is meant for another version than what is stored.
   *
   * @param expected null where the command is meant for whatever is there
   * @param stored null for what is not saved yet
   * @param conflict the code of the refusal
   * @param what the aggregate's name in the message, such as {@code product}
   * @throws io.millrace.write.command.CommandRefusedException where they differ
   */
  public static void check(
      @Nullable Integer expected, @Nullable Long stored, Enum<?> conflict, String what) {
    if (expected != null && stored != null && stored.longValue() != expected) {
      throw FieldPath.of("expectedVersion")
          .refuses(conflict, "The %s has changed: it has version %d now".formatted(what, stored));
    }
  }
}
