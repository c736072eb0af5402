package io.millrace.projector.position;

/**
 * A store is not what it was a moment ago: it fell back, was emptied, or is another one. The
 * projector begins again from the slot, where that is judged.
 */
public final class StoreChangedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoreChangedException(String message) {
    super(message);
  }
}
