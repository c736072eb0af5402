package io.millrace.projector.sink;

/** The epoch that Postgres has reached, by which a store's refusal is judged. */
@FunctionalInterface
public interface EpochLimit {

  /** Reads {@code millrace.replication}'s epoch; rare, so it is asked each time. */
  long current();
}
