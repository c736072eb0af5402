package io.millrace.api.error;

import java.util.OptionalLong;

/** A request that can't be answered as it is, with a message that its sender can act on. */
public final class RequestException extends RuntimeException {

  private final ErrorCode code;
  private final OptionalLong retryAfter;

  public RequestException(ErrorCode code, String message) {
    this(code, message, OptionalLong.empty());
  }

  private RequestException(ErrorCode code, String message, OptionalLong retryAfter) {
    // What a client got wrong is no fault of the code: no stack trace, no suppression.
    super(message, null, false, false);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** What comes too early or too often. */
  public static RequestException tryAgain(ErrorCode code, String message, long seconds) {
    return new RequestException(code, message, OptionalLong.of(seconds));
  }

  /** An argument or variable that can't be used as it is. */
  public static RequestException badInput(String message, Object... arguments) {
    return new RequestException(ErrorCode.BAD_USER_INPUT, message.formatted(arguments));
  }

  /** The seconds after which the same request may succeed, where that is known. */
  public OptionalLong retryAfter() {
    return retryAfter;
  }

  /** The error's code. */
  public ErrorCode code() {
    return code;
  }
}
