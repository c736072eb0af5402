package io.millrace.write.command;

import java.util.List;

/** A field of a command's input has a value that the field can't have. */
public final class InvalidInputException extends RuntimeException {

  private final List<String> field;

  InvalidInputException(List<String> field, String message, Throwable cause) {
    super(message, cause);
    this.field = List.copyOf(field);
  }

  InvalidInputException(List<String> field, String message) {
    super(message);
    this.field = List.copyOf(field);
  }

  /** The path of the field in the input, list indices as texts. */
  public List<String> field() {
    return field;
  }
}
