package io.millrace.api.error;

import graphql.ErrorClassification;
import java.util.Arrays;
import java.util.Optional;

/** The stable codes that {@code extensions.code} of an error can have. */
public enum ErrorCode implements ErrorClassification {
  /** The document is no GraphQL. */
  GRAPHQL_PARSE_FAILED(400),
  /** The document does not fit the schema. */
  GRAPHQL_VALIDATION_FAILED(400),
  /** The document has more characters or tokens than are allowed. */
  DOCUMENT_TOO_LARGE(400),
  /** The document nests deeper, or has more fields, than is allowed. */
  DOCUMENT_TOO_COMPLEX(400),
  /** The operation may cost more than its caller may ask at once, or than its budget ever holds. */
  COST_LIMIT_EXCEEDED(400),
  /** The client's budget is spent; the header {@code Retry-After} says when enough is back. */
  BUDGET_EXHAUSTED(429),
  /** The address or client sends too many requests; {@code Retry-After} says when to go on. */
  RATE_LIMITED(429),
  /** The client has too many operations under way; when one ends, the next may begin. */
  TOO_MANY_OPERATIONS(429),
  /** The server has more to do than it can; {@code Retry-After} says when to try again. */
  OVERLOADED(503),
  /** The answer is larger than is given. */
  ANSWER_TOO_LARGE(400),
  /** The schema is asked for in a way that costs more than the standard introspection query. */
  INTROSPECTION_REFUSED(400),
  /** The schema is not told here. */
  INTROSPECTION_DISABLED(403),
  /** Variables or arguments can't be used as they are; the message says why. */
  BAD_USER_INPUT(400),
  /** An id is malformed, or of another type than the one needed. */
  INVALID_ID(400),
  /** A filter nests deeper, or has more conditions or values, than is allowed. */
  FILTER_TOO_COMPLEX(400),
  /** A cursor is malformed, or comes from another list, order or filter. */
  INVALID_CURSOR(400),
  /** Only callers who show a valid token may ask for this or read it. */
  UNAUTHENTICATED(401),
  /** The caller's token does not hold the scopes that are needed to ask for this or to read it. */
  FORBIDDEN(403),
  /** A store does not answer; the same request may succeed later. */
  STORE_UNAVAILABLE(503),
  /** The answer took longer than is allowed. */
  TIMEOUT(504),
  /** An idempotency key was used with another input before. */
  IDEMPOTENCY_KEY_REUSED(422),
  /** The bearer token that was shown is not good here, or no longer; ask for a new one. */
  INVALID_TOKEN(401),
  /** Whether the bearer token is good can't be told now; the same request may succeed later. */
  ISSUER_UNAVAILABLE(503),
  /** The HTTP request carries no GraphQL request. */
  BAD_REQUEST(400),
  /**
   * A page of another origin could have sent the GET: a header is missing that proves otherwise.
   */
  PREFLIGHT_REQUIRED(403),
  /** The page that asks is of an origin that may not. */
  ORIGIN_NOT_ALLOWED(403),
  /** The HTTP request took too long to arrive. */
  REQUEST_TIMEOUT(408),
  /** The document is persisted nowhere: send its text with its hash. */
  PERSISTED_QUERY_NOT_FOUND(400),
  /** Documents are not persisted here: send their text. */
  PERSISTED_QUERY_NOT_SUPPORTED(400),
  /** The document's text does not have the hash that was sent with it. */
  PERSISTED_QUERY_HASH_MISMATCH(400),
  /** Only published documents run here, and this is none of the client's. */
  DOCUMENT_NOT_TRUSTED(403),
  /** An operator has turned this operation, client or account off for now. */
  SWITCHED_OFF(403),
  /** The request asks for several API versions, by its path and its header. */
  API_VERSION_CONFLICT(400),
  /** There is no such API version; the message lists those that there are. */
  API_VERSION_UNKNOWN(400),
  /** There is nothing at this path. */
  NOT_FOUND(404),
  /** The path does not answer this HTTP method. */
  METHOD_NOT_ALLOWED(405),
  /** The client accepts no media type that an answer can have. */
  NOT_ACCEPTABLE(406),
  /** The HTTP request's body is larger than is read. */
  BODY_TOO_LARGE(413),
  /** The HTTP request's body has a media type that is not read. */
  UNSUPPORTED_MEDIA_TYPE(415),
  /** The operation was only validated, as its sender wished; such an answer has no error. */
  NOT_EXECUTED(200),
  /** A fault of ours; {@code extensions.id} finds it in the log. */
  INTERNAL(500);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  /** The code of a name, where there is such a code. */
  public static Optional<ErrorCode> named(String name) {
    return Arrays.stream(values()).filter(code -> code.name().equals(name)).findFirst();
  }

  /** The HTTP status of an answer that has no data because of this error. */
  public int status() {
    return status;
  }
}
