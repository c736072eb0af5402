package io.millrace.write.migration;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a migration did.
 *
 * @param platformScripts how many of the platform's scripts ran
 * @param domainScripts how many of the domain's scripts ran
 * @param published the tables that the read models follow, all of them in the publication
 */
public record MigrationReport(int platformScripts, int domainScripts, SortedSet<String> published) {

  public MigrationReport {
    published = Collections.unmodifiableSortedSet(new TreeSet<>(published));
  }
}
