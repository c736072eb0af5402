package io.millrace.projector.change;

/** The consumer failed, or the stream held something that can't be read; a retry would not help. */
public class ChangeSourceFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ChangeSourceFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
