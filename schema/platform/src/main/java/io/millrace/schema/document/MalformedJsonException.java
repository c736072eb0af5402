package io.millrace.schema.document;

/** The text is not JSON; the message is what was met instead. */
final class MalformedJsonException extends RuntimeException {

  MalformedJsonException(String met) {
    super(met);
  }
}
