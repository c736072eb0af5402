package io.millrace.api;

/** Whom a server is for. */
public enum Mode {
  /** Anybody: what only helps to explore the schema is off. */
  PRODUCTION,
  /** The people who build on it: introspection and GraphiQL are on. */
  DEVELOPMENT
}
