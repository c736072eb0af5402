package io.millrace.projector.change;

/** What happened to a row, or to all rows of a table. */
public enum Operation {
  INSERT,
  UPDATE,
  DELETE,
  TRUNCATE
}
