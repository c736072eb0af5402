package io.millrace.ops.stack;

/**
 * A server could not be started or stopped; the message says what is wrong and what to do about it.
 */
public final class StackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StackException(String message) {
    super(message);
  }

  StackException(String message, Throwable cause) {
    super(message, cause);
  }
}
