package io.millrace.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The README's table of what an outage does to each operation. */
final class OutageTable {

  private static final Path README = Path.of("../README.md");
  private static final String HEADING = "## What an outage does";

  private OutageTable() {}

  /**
   * An outage.
   *
   * @param away what is away
   * @param operations by name, what becomes of it
   */
  record Row(String away, Map<String, String> operations) {
    @Override
    public String toString() {
      return away;
    }
  }

  static List<Row> rows() {
    var lines =
        lines().stream()
            .dropWhile(line -> !line.equals(HEADING))
            .dropWhile(line -> !line.startsWith("|"))
            .takeWhile(line -> line.startsWith("|"))
            .map(OutageTable::cells)
            .toList();
    var names = lines.getFirst();
    return lines.stream().skip(2).map(cells -> row(names, cells)).toList();
  }

  private static Row row(List<String> names, List<String> cells) {
    var operations = new LinkedHashMap<String, String>();
    for (int at = 1; at < names.size(); at++) {
      operations.put(names.get(at), cells.get(at).replace("`", ""));
    }
    return new Row(cells.getFirst(), operations);
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(README);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
