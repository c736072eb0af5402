package io.millrace.api.error;

import graphql.ErrorClassification;

/** The stable codes that {@code extensions.code} of an error can have. */
public enum ErrorCode implements ErrorClassification {
  /** The document is no GraphQL. */
  GRAPHQL_PARSE_FAILED,
  /** The document does not fit the schema. */
  GRAPHQL_VALIDATION_FAILED,
  /** The document has more characters or tokens than are allowed. */
  DOCUMENT_TOO_LARGE,
  /** The document nests deeper, or has more fields, than is allowed. */
  DOCUMENT_TOO_COMPLEX,
  /** The schema is asked for in a way that costs more than the standard introspection query. */
  INTROSPECTION_REFUSED,
  /** Variables or arguments can't be used as they are; the message says why. */
  BAD_USER_INPUT,
  /** An id is malformed, or of another type than the one needed. */
  INVALID_ID,
  /** A cursor is malformed, or comes from another list, order or filter. */
  INVALID_CURSOR,
  /** A store does not answer; the same request may succeed later. */
  STORE_UNAVAILABLE,
  /** The answer took longer than is allowed. */
  TIMEOUT,
  /** An idempotency key was used with another input before. */
  IDEMPOTENCY_KEY_REUSED,
  /** The HTTP request carries no GraphQL request. */
  BAD_REQUEST,
  /** There is nothing at this path. */
  NOT_FOUND,
  /** The path does not answer this HTTP method. */
  METHOD_NOT_ALLOWED,
  /** The client accepts no media type that an answer can have. */
  NOT_ACCEPTABLE,
  /** The HTTP request's body is larger than is read. */
  BODY_TOO_LARGE,
  /** The HTTP request's body has a media type that is not read. */
  UNSUPPORTED_MEDIA_TYPE,
  /** A fault of ours; {@code extensions.id} finds it in the log. */
  INTERNAL
}
