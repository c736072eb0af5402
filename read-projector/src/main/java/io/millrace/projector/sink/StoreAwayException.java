package io.millrace.projector.sink;

/** A store did not answer, or asked to be left alone for a while; the same call may work later. */
public final class StoreAwayException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StoreAwayException(String message, Throwable cause) {
    super(message, cause);
  }

  public StoreAwayException(String message) {
    super(message);
  }
}
