package io.millrace.projector.run;

import io.millrace.projector.slot.ProjectorHaltException;

/** Something happened that nobody thought of; going on could skip a change. */
public final class UnexpectedFailureException extends ProjectorHaltException {

  private static final long serialVersionUID = 1L;

  UnexpectedFailureException(Throwable cause) {
    super(
        "The projector failed in a way that it does not know: %s.".formatted(cause),
        "read the log; the projector takes up where it stopped when it is started again");
    initCause(cause);
  }
}
