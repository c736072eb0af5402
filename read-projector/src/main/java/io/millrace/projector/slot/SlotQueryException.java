package io.millrace.projector.slot;

import java.sql.SQLException;

/** A statement about the slot or its record failed: mostly a lost connection, worth a retry. */
public class SlotQueryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SlotQueryException(String what, SQLException cause) {
    super(
        "%s failed (SQLSTATE %s): %s".formatted(what, cause.getSQLState(), cause.getMessage()),
        cause);
  }
}
