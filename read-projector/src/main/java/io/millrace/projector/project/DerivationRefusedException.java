package io.millrace.projector.project;

import io.millrace.projector.slot.ProjectorHaltException;

/** Postgres or a document's shape refuses a derivation; no retry would help. */
public final class DerivationRefusedException extends ProjectorHaltException {

  private static final long serialVersionUID = 1L;

  DerivationRefusedException(String reason, String remedy) {
    super(reason, remedy);
  }
}
