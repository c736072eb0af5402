package io.millrace.api.cost;

import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import org.springframework.http.HttpHeaders;

/** What a client wants to know of costs. */
public enum CostMode {
  /** Nothing: answers are the same for everybody, so that caches can keep them. */
  SILENT,
  /** What the operation cost, beside its answer. */
  REPORT,
  /** What it would cost, and whether it is valid; it does not run. */
  VALIDATE;

  /** The header that says so. */
  static final String HEADER = "GraphQL-Cost";

  /**
   * The mode that a request's headers ask for.
   *
   * @throws RequestException where they ask for something else
   */
  static CostMode of(HttpHeaders headers) {
    var asked = headers.getFirst(HEADER);
    return switch (asked) {
      case null -> SILENT;
      case "report" -> REPORT;
      case "validate" -> VALIDATE;
      default ->
          throw new RequestException(
              ErrorCode.BAD_REQUEST, "The header %s is report or validate".formatted(HEADER));
    };
  }
}
