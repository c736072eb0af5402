package io.millrace.projector.backfill;

import java.sql.SQLException;

/** The progress of a backfill could not be read or written now. */
public final class ProgressLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ProgressLostException(SQLException cause) {
    super("Postgres did not answer about the progress of a backfill: " + cause.getMessage(), cause);
  }
}
