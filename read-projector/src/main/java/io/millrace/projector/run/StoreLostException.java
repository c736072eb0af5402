package io.millrace.projector.run;

import io.millrace.projector.slot.ProjectorHaltException;

/** A store does not hold what was acknowledged, and the replay does not reach back to it. */
public final class StoreLostException extends ProjectorHaltException {

  private static final long serialVersionUID = 1L;

  StoreLostException(String reason) {
    super(reason, "./millrace rebuild --all");
  }
}
