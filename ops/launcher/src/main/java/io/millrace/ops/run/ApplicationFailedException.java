package io.millrace.ops.run;

/** An application ended, or did not become ready; the message holds the end of its log. */
public final class ApplicationFailedException extends RuntimeException {

  ApplicationFailedException(String message) {
    super(message);
  }
}
