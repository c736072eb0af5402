package io.millrace.api.error;

import graphql.ErrorClassification;

/** The stable codes that {@code extensions.code} of an error can have. */
public enum ErrorCode implements ErrorClassification {
  /** The document is no GraphQL. */
  GRAPHQL_PARSE_FAILED,
  /** The document does not fit the schema. */
  GRAPHQL_VALIDATION_FAILED,
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
  /** A fault of ours; {@code extensions.id} finds it in the log. */
  INTERNAL
}
