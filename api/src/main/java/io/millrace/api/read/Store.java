package io.millrace.api.read;

/** A server that a read goes to. */
public enum Store {
  /** Holds the documents. */
  REDIS,
  /** Finds them by their content. */
  ELASTICSEARCH,
  /** The primary, from which everything can be derived. */
  POSTGRES
}
