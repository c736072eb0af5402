package io.millrace.api.usage;

import java.util.regex.Pattern;

/**
 * Whose operations are counted together.
 *
 * @param name what the client is called, of printable characters and bounded
 * @param proven whether a token says so; else the client itself does, which proves nothing
 */
record UsageClient(String name, boolean proven) {

  /** Those who say no name. A name that somebody says can't have these brackets. */
  static final UsageClient ANONYMOUS = new UsageClient("(anonymous)", false);

  private static final String OTHER = "(other)";
  private static final int LONGEST_NAME = 100;

  /** Postgres takes no NUL, and an operator's terminal should take nothing odd either. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\p{L}\\p{N}\\p{Punct} ]");

  /** A client that somebody names. */
  static UsageClient named(String name, boolean proven) {
    var printable = UNPRINTABLE.matcher(name).replaceAll("?");
    var shortened =
        printable
            .codePoints()
            .limit(LONGEST_NAME)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
    return new UsageClient(shortened.toString(), proven);
  }

  /** Those beyond the clients that are told apart. */
  static UsageClient other(boolean proven) {
    return new UsageClient(OTHER, proven);
  }
}
