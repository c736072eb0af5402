package io.millrace.schema.catalog;

import graphql.language.Node;
import graphql.language.SourceLocation;
import io.millrace.schema.catalog.DomainSources.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects mistakes, so that an author sees all of them at once. */
final class Problems {

  private final Map<String, List<String>> lines = new HashMap<>();
  private final List<SchemaProblem> found = new ArrayList<>();

  Problems(List<SourceFile> sdl) {
    sdl.forEach(file -> lines.put(file.name(), file.text().lines().toList()));
  }

  void add(String file, int line, String what, String fix) {
    found.add(new SchemaProblem(file, line, what, fix));
  }

  /** A mistake at a place in the SDL. */
  void at(Node<?> node, String what, String fix) {
    at(Optional.ofNullable(node.getSourceLocation()).orElse(SourceLocation.EMPTY), what, fix);
  }

  /** A mistake at a place in the SDL. */
  void at(SourceLocation location, String what, String fix) {
    add(file(location), line(location), what, fix);
  }

  void addAll(Problems others) {
    found.addAll(others.found);
  }

  boolean any() {
    return !found.isEmpty();
  }

  /**
   * Ends the loading where there are mistakes.
   *
   * @throws SchemaProblemsException with all of them, by file and line
   */
  void throwIfAny() {
    if (any()) {
      throw exception();
    }
  }

  /** All mistakes, by file and line. */
  SchemaProblemsException exception() {
    return new SchemaProblemsException(
        found.stream()
            .distinct()
            .sorted(
                Comparator.comparing(SchemaProblem::file)
                    .thenComparingInt(SchemaProblem::line)
                    .thenComparing(SchemaProblem::what))
            .toList());
  }

  static String file(SourceLocation location) {
    var name = location.getSourceName();
    return name == null ? "" : name;
  }

  /** graphql-java places a described element at its description; a reader looks for its name. */
  private int line(SourceLocation location) {
    var text = lines.getOrDefault(file(location), List.of());
    int line = location.getLine() - 1;
    if (line < 0 || line >= text.size()) {
      return Math.max(1, location.getLine());
    }
    int column = Math.min(Math.max(0, location.getColumn() - 1), text.get(line).length());
    if (text.get(line).startsWith("\"\"\"", column)) {
      column = text.get(line).indexOf("\"\"\"", column + 3);
      while (column < 0 && line + 1 < text.size()) {
        line++;
        column = text.get(line).indexOf("\"\"\"");
      }
      column = column < 0 ? 0 : column + 3;
    } else if (text.get(line).startsWith("\"", column)) {
      column = stringEnd(text.get(line), column);
    } else {
      return line + 1;
    }
    while (line + 1 < text.size() && isBlank(text.get(line).substring(column))) {
      line++;
      column = 0;
    }
    return line + 1;
  }

  private static int stringEnd(String line, int start) {
    for (int at = start + 1; at < line.length(); at++) {
      if (line.charAt(at) == '\\') {
        at++;
      } else if (line.charAt(at) == '"') {
        return at + 1;
      }
    }
    return line.length();
  }

  private static boolean isBlank(String rest) {
    var stripped = rest.strip();
    return stripped.isEmpty() || stripped.startsWith("#");
  }
}
