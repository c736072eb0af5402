package io.millrace.schema.catalog;

import graphql.language.AbstractDescribedNode;
import graphql.language.Description;
import graphql.language.Node;
import graphql.language.SourceLocation;
import io.millrace.schema.catalog.DomainSources.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    var location = node.getSourceLocation();
    if (location == null) {
      add("", 1, what, fix);
    } else {
      add(file(location), line(node, location), what, fix);
    }
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
  private int line(Node<?> node, SourceLocation location) {
    var description =
        node instanceof AbstractDescribedNode<?> described ? described.getDescription() : null;
    if (description == null) {
      return location.getLine();
    }
    var text = lines.getOrDefault(file(location), List.of());
    int line = location.getLine() - 1;
    if (line >= text.size()) {
      return location.getLine();
    }
    int column = afterDescription(text.get(line), location.getColumn() - 1, description);
    if (description.isMultiLine()) {
      column = text.get(line).indexOf("\"\"\"", location.getColumn() + 2);
      while (column < 0 && line + 1 < text.size()) {
        line++;
        column = text.get(line).indexOf("\"\"\"");
      }
      column = column < 0 ? 0 : column + 3;
    }
    while (line + 1 < text.size() && isBlank(text.get(line).substring(column))) {
      line++;
      column = 0;
    }
    return line + 1;
  }

  private static int afterDescription(String line, int column, Description description) {
    if (description.isMultiLine()) {
      return column;
    }
    for (int at = column + 1; at < line.length(); at++) {
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
