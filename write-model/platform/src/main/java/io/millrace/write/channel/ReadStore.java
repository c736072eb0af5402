package io.millrace.write.channel;

/** A store of read models, as far as the channel tells their progress apart. */
public enum ReadStore {
  /** Documents by key: visible as soon as they are durable. */
  LOOKUP,
  /** The search index: visible after a refresh. */
  SEARCH
}
