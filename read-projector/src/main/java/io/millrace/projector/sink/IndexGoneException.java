package io.millrace.projector.sink;

import io.millrace.projector.slot.ProjectorHaltException;

/** Somebody deleted a search index; writing on would make one of only what changes from now on. */
public final class IndexGoneException extends ProjectorHaltException {

  private static final long serialVersionUID = 1L;

  IndexGoneException(String what) {
    super("A search index is gone: %s.".formatted(what), "./millrace rebuild --all");
  }
}
