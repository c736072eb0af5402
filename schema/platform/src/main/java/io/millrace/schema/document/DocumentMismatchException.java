package io.millrace.schema.document;

/** A derived document does not fit its type; the message says where and what to change. */
public final class DocumentMismatchException extends RuntimeException {

  private final String type;
  private final String path;
  private final String found;
  private final String fix;

  DocumentMismatchException(String type, String path, String found, String fix) {
    super("%s: found %s. %s".formatted(path.isEmpty() ? type : type + "." + path, found, fix));
    this.type = type;
    this.path = path;
    this.found = found;
    this.fix = fix;
  }

  /** The read model's type. */
  public String type() {
    return type;
  }

  /**
   * The field's path in the document, such as {@code variants[2].price.amount}; empty for the
   * whole.
   */
  public String path() {
    return path;
  }

  /** The kind of value that stands there. */
  public String found() {
    return found;
  }

  /** What to change, in the statement or in the SDL. */
  public String fix() {
    return fix;
  }
}
