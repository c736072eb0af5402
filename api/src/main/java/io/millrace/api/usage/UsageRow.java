package io.millrace.api.usage;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * What is counted together in the database.
 *
 * @param day in UTC
 * @param version the API version
 * @param coordinate of the element
 */
record UsageRow(LocalDate day, UsageClient client, String version, String coordinate)
    implements Comparable<UsageRow> {

  /** All nodes write in one order, so that no two of them wait for each other. */
  private static final Comparator<UsageRow> ORDER =
      Comparator.comparing(UsageRow::day)
          .thenComparing(row -> row.client().name())
          .thenComparing(row -> row.client().proven())
          .thenComparing(UsageRow::version)
          .thenComparing(UsageRow::coordinate);

  @Override
  public int compareTo(UsageRow other) {
    return ORDER.compare(this, other);
  }
}
