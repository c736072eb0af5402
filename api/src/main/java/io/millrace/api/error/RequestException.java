package io.millrace.api.error;

/** A request that can't be answered as it is, with a message that its sender can act on. */
public final class RequestException extends RuntimeException {

  private final ErrorCode code;

  public RequestException(ErrorCode code, String message) {
    // What a client got wrong is no fault of the code: no stack trace, no suppression.
    super(message, null, false, false);
    this.code = code;
  }

  /** An argument or variable that can't be used as it is. */
  public static RequestException badInput(String message, Object... arguments) {
    return new RequestException(ErrorCode.BAD_USER_INPUT, message.formatted(arguments));
  }

  /** The error's code. */
  public ErrorCode code() {
    return code;
  }
}
