package io.millrace.write.position;

/**
 * One stream of changes.
 *
 * @param source the Postgres database that the changes come from
 * @param partition the share of it
 */
public record SourcePartition(String source, int partition) {

  /** The only stream of an installation with one database and one projector. */
  public static final SourcePartition MAIN = new SourcePartition("main", 0);

  public SourcePartition {
    if (!source.matches("[a-z][a-z0-9_]{0,31}") || partition < 0) {
      throw new IllegalArgumentException(
          "'%s/%d': a source is lower-case letters, digits and _, a partition is not negative"
              .formatted(source, partition));
    }
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  public static SourcePartition parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("'%s' is not source/partition".formatted(text));
    }
    return new SourcePartition(
        text.substring(0, slash), Integer.parseInt(text, slash + 1, text.length(), 10));
  }

  /**
   * The name of the stream's replication slot, {@code millrace_main_0}. Slots belong to a Postgres
   * cluster, not to a database: two installations in one cluster need different sources.
   */
  public String slotName() {
    return "millrace_" + source + "_" + partition;
  }

  @Override
  public String toString() {
    return source + "/" + partition;
  }
}
