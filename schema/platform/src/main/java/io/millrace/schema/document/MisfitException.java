package io.millrace.schema.document;

/**
 * A value does not fit its type. Thrown where the value is read, made a {@link
 * DocumentMismatchException} where the path is known; without a stack trace, which nobody sees.
 */
final class MisfitException extends RuntimeException {

  private final String found;
  private final String fix;

  MisfitException(String found, String fix) {
    super(found, null, false, false);
    this.found = found;
    this.fix = fix;
  }

  String found() {
    return found;
  }

  String fix() {
    return fix;
  }
}
