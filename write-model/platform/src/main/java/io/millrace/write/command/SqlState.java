package io.millrace.write.command;

import io.r2dbc.spi.R2dbcException;
import java.util.Optional;

/** What Postgres says went wrong, somewhere among an error's causes. */
final class SqlState {

  private static final int MOST_CAUSES = 20;

  private SqlState() {}

  static Optional<String> of(Throwable error) {
    var cause = error;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      if (cause instanceof R2dbcException database && database.getSqlState() != null) {
        return Optional.of(database.getSqlState());
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /** Whether the transaction lost against another one and may be tried again as it is. */
  static boolean isConflict(Throwable error) {
    return of(error).filter(state -> state.equals("40001") || state.equals("40P01")).isPresent();
  }

  /**
   * Whether an error of a commit leaves open what became of it: everything but an answer of
   * Postgres that is neither a lost connection (08) nor an intervention (57).
   */
  static boolean leavesCommitOpen(Throwable error) {
    return of(error).map(state -> state.startsWith("08") || state.startsWith("57")).orElse(true);
  }
}
