package io.millrace.api.error;

/** A store could not be asked, or did not answer as it should. */
public final class StoreUnavailableException extends RuntimeException {

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
