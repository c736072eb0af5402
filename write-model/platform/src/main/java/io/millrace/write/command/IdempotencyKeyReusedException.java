package io.millrace.write.command;

/** An idempotency key was sent again with another mutation or another input. */
public final class IdempotencyKeyReusedException extends RuntimeException {

  IdempotencyKeyReusedException(String key) {
    super(
        "The idempotency key '%s' was used with another input; use a new key for a new command"
            .formatted(key));
  }
}
