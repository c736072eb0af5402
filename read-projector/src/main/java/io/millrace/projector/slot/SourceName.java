package io.millrace.projector.slot;

import java.util.regex.Pattern;

/**
 * A stream of changes: a Postgres database and a share of it.
 *
 * @param source lower-case letters, digits and underscores, at most 40: {@code main}
 * @param partition from 0
 */
public record SourceName(String source, int partition) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,40}");

  public SourceName {
    if (!NAME.matcher(source).matches() || partition < 0) {
      throw new IllegalArgumentException(
          "A source is named by 1 to 40 of a-z, 0-9 and _, and its partition counts from 0: "
              + source
              + "/"
              + partition);
    }
  }

  /** The only stream there is until a database is sharded. */
  public static SourceName main() {
    return new SourceName("main", 0);
  }

  /** The name of its replication slot: {@code millrace_main_0}. */
  public String slot() {
    return "millrace_" + source + "_" + partition;
  }
}
