package io.millrace.schema.key;

/** A text that was given as a global id is none, or is one of another type. */
public final class InvalidGlobalIdException extends IllegalArgumentException {

  InvalidGlobalIdException(String message) {
    super(message);
  }
}
