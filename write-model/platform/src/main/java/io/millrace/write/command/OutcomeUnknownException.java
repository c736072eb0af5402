package io.millrace.write.command;

import java.time.Duration;

/** A command did not end in time. It may yet be carried out; repeating it with its key is safe. */
public final class OutcomeUnknownException extends RuntimeException {

  OutcomeUnknownException(String mutation, Duration waited, Throwable cause) {
    super(
        "The outcome of %s is unknown after %d ms: repeat it with the same idempotency key"
            .formatted(mutation, waited.toMillis()),
        cause);
  }
}
