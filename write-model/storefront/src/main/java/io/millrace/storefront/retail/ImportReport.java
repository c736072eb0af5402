package io.millrace.storefront.retail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What an import found and did.
 *
 * @param file the file's name
 * @param rows lines read, without the header
 * @param inFile what the file says
 * @param inserted what of it was not there yet and is now
 * @param skippedInvoices invoices without a good line
 * @param rejected the numbers of the lines that are no line of an order, by reason; each reason is
 *     there
 * @param millis how long it took
 */
public record ImportReport(
    String file,
    long rows,
    Counts inFile,
    Counts inserted,
    long skippedInvoices,
    Map<Rejection, List<Integer>> rejected,
    long millis) {

  /** Rows of each table. */
  public record Counts(
      long categories, long products, long variants, long customers, long orders, long lines) {}

  public ImportReport {
    var copy = new EnumMap<Rejection, List<Integer>>(Rejection.class);
    rejected.forEach((reason, lines) -> copy.put(reason, List.copyOf(lines)));
    rejected = Collections.unmodifiableMap(copy);
  }

  /** The numbers, for a terminal. */
  public String summary() {
    return ReportText.summary(this);
  }

  /** The numbers and the number of every rejected line. */
  public String text() {
    return ReportText.full(this);
  }

  /** The same for a program. */
  public String json() {
    return ReportText.json(this);
  }

  /**
   * Writes the report twice, as text and as JSON, side by side. Folders that are missing are made.
   *
   * @param path with or without one of the endings {@code .txt} and {@code .json}
   * @return the text's path; JSON's differs in the ending
   */
  public Path write(Path path) throws IOException {
    var name = String.valueOf(path.getFileName()).replaceAll("\\.(txt|json)$", "");
    var folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    var text = path.resolveSibling(name + ".txt");
    Files.writeString(text, text());
    Files.writeString(path.resolveSibling(name + ".json"), json());
    return text;
  }
}
