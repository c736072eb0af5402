package io.millrace.api.error;

import graphql.language.SourceLocation;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A request that can't be answered as it is, with a message that its sender can act on. */
public final class RequestException extends RuntimeException {

  private final ErrorCode code;
  private final OptionalLong retryAfter;
  private final List<CodedError> errors;

  public RequestException(ErrorCode code, String message) {
    this(code, message, OptionalLong.empty(), List.of(CodedError.of(code, message)));
  }

  private RequestException(
      ErrorCode code, String message, OptionalLong retryAfter, List<CodedError> errors) {
    // What a client got wrong is no fault of the code: no stack trace, no suppression.
    super(message, null, false, false);
    this.code = code;
    this.retryAfter = retryAfter;
    this.errors = List.copyOf(errors);
  }

  /**
   * A mistake at a place in the document.
   *
   * @param location null where the document does not come from a text
   */
  public record Mistake(String message, @Nullable SourceLocation location) {}

  /**
   * Several mistakes of the same kind.
   *
   * @param mistakes at least one
   */
  public static RequestException of(ErrorCode code, List<Mistake> mistakes) {
    return new RequestException(
        code,
        mistakes.getFirst().message(),
        OptionalLong.empty(),
        mistakes.stream()
            .map(mistake -> CodedError.inDocument(mistake.location(), code, mistake.message()))
            .toList());
  }

  /** What comes too early or too often. */
  public static RequestException tryAgain(ErrorCode code, String message, long seconds) {
    return new RequestException(
        code, message, OptionalLong.of(seconds), List.of(CodedError.of(code, message)));
  }

  /** An argument or variable that can't be used as it is. */
  public static RequestException badInput(String message, Object... arguments) {
    return new RequestException(ErrorCode.BAD_USER_INPUT, message.formatted(arguments));
  }

  /** The seconds after which the same request may succeed, where that is known. */
  public OptionalLong retryAfter() {
    return retryAfter;
  }

  /** What its sender is told: one error for each mistake. */
  public List<CodedError> errors() {
    return errors;
  }

  /** The errors' code. */
  public ErrorCode code() {
    return code;
  }
}
