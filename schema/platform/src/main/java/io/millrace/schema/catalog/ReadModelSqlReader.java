package io.millrace.schema.catalog;

import io.millrace.schema.catalog.DomainSources.SourceFile;
import io.millrace.schema.catalog.KeyDefinition.KeyColumn;
import io.millrace.schema.catalog.ReadModelSql.UniqueLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of a read model's SQL file.
 *
 * <p>The header is the comment at the top of the file, up to the statement or an empty comment
 * line. A header line that begins with {@code --} and three spaces continues the one before it.
 */
final class ReadModelSqlReader {

  private static final String NAME = "[a-zA-Z_][a-zA-Z0-9_]*";
  private static final String TABLE = "(" + NAME + "(?:\\." + NAME + ")?)";
  private static final String NAMES = "\\(\\s*(" + NAME + "(?:\\s*,\\s*" + NAME + ")*)\\s*";
  private static final Pattern HEADER =
      Pattern.compile("--\\s(read model|key|changed by|unique):\\s*(.*)");
  private static final Pattern KEY =
      Pattern.compile("(.+)\\sof\\s+" + TABLE + "\\s*" + NAMES + "\\)", Pattern.DOTALL);
  private static final Pattern KEY_COLUMN =
      Pattern.compile("(" + NAME + ")\\s+([a-zA-Z][a-zA-Z0-9_. ]*(?:\\([0-9, ]+\\))?)");
  private static final Pattern ROUTE =
      Pattern.compile(TABLE + "\\s*" + NAMES + "(?::\\s*(.+))?\\)", Pattern.DOTALL);
  private static final Pattern UNIQUE =
      Pattern.compile("(" + NAME + ")\\s*\\((.+)\\)", Pattern.DOTALL);

  private final SourceFile source;
  private final Problems problems;
  private final List<Header> headers = new ArrayList<>();

  private record Header(String name, String value, int line) {}

  private ReadModelSqlReader(SourceFile source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  static ReadModelSql read(SourceFile source, Problems problems) {
    return new ReadModelSqlReader(source, problems).read();
  }

  private ReadModelSql read() {
    var lines = source.text().replace("\r", "").split("\n", -1);
    int bodyStart = readHeader(lines);
    var body = String.join("\n", Arrays.copyOfRange(lines, bodyStart, lines.length));
    var file = source.name();
    var type = file.substring(file.lastIndexOf('/') + 1, file.length() - ".sql".length());
    return new ReadModelSql(
        file,
        type,
        typeLine(type),
        key().orElse(null),
        routes(),
        uniques(),
        withoutFinalSemicolon(body, bodyStart + 1),
        bodyStart + 1);
  }

  private int readHeader(String[] lines) {
    int at = 0;
    for (; at < lines.length && lines[at].startsWith("--"); at++) {
      var line = lines[at];
      if (line.substring(2).isBlank()) {
        break;
      }
      var header = HEADER.matcher(line);
      if (header.matches()) {
        headers.add(new Header(header.group(1), header.group(2).strip(), at + 1));
      } else if (line.startsWith("--   ") && !headers.isEmpty()) {
        var last = headers.removeLast();
        headers.add(
            new Header(
                last.name(), (last.value() + "\n" + line.substring(2).strip()).strip(), last.line));
      } else {
        problem(
            at + 1,
            "`%s` is no line of a read model's header".formatted(line.strip()),
            "Write `-- read model:`, `-- key:`, `-- changed by:` or `-- unique:`; continue a line"
                + " with `--` and three spaces; put an empty line `--` before any other comment.");
      }
    }
    return at;
  }

  private int typeLine(String type) {
    var named = named("read model");
    if (named.isEmpty()) {
      problem(
          1,
          "The file does not say which read model it builds",
          "Begin it with `-- read model: %s`.".formatted(type));
      return 1;
    }
    var first = named.getFirst();
    if (named.size() > 1 || !first.value().equals(type)) {
      problem(
          named.getLast().line(),
          "The file is named after %s, and its header says `read model: %s`"
              .formatted(type, named.getLast().value()),
          "Keep one read model in a file, and name the file after it.");
    }
    return first.line();
  }

  private Optional<KeyDefinition> key() {
    var named = named("key");
    if (named.size() != 1) {
      problem(
          named.isEmpty() ? 1 : named.getLast().line(),
          named.isEmpty() ? "The read model has no key" : "The read model has a second key",
          "Write one line such as `-- key: id bigint of product(id)`: the statement's key columns,"
              + " their types, and where in the root table they come from.");
      return Optional.empty();
    }
    var header = named.getFirst();
    var key = KEY.matcher(header.value());
    if (key.matches()) {
      var columns = columns(key.group(1));
      var rootColumns = names(key.group(3));
      if (columns.size() == rootColumns.size()) {
        return Optional.of(new KeyDefinition(columns, key.group(2), rootColumns));
      }
    }
    problem(
        header.line(),
        "`key: %s` can't be read".formatted(header.value()),
        "Write `-- key: id bigint of product(id)`, or with several columns"
            + " `-- key: order_id bigint, position int of order_line(order_id, position)`.");
    return Optional.empty();
  }

  /** The key's columns; none where one can't be read. */
  private static List<KeyColumn> columns(String text) {
    var columns = new ArrayList<KeyColumn>();
    for (var part : text.split(",(?![^(]*\\))")) {
      var column = KEY_COLUMN.matcher(part.strip());
      if (!column.matches()) {
        return List.of();
      }
      columns.add(new KeyColumn(column.group(1), column.group(1) + "s", column.group(2).strip()));
    }
    return columns;
  }

  private List<ChangeRoute> routes() {
    var routes = new ArrayList<ChangeRoute>();
    var named = named("changed by");
    if (named.isEmpty()) {
      problem(
          1,
          "Nothing says which changes concern the read model",
          "Write `-- changed by: table(column)` for every table that the statement reads.");
    }
    for (var header : named) {
      var route = ROUTE.matcher(header.value());
      if (route.matches()) {
        routes.add(
            new ChangeRoute(
                route.group(1), names(route.group(2)), query(route.group(3)), header.line()));
      } else {
        problem(
            header.line(),
            "`changed by: %s` can't be read".formatted(header.value()),
            "Write `-- changed by: table(column)`, or `-- changed by: table(column: select …)` with"
                + " a query from the column's values (`:keys`) to document keys.");
      }
    }
    return routes;
  }

  private static @Nullable String query(@Nullable String text) {
    return text == null ? null : text.strip();
  }

  private List<UniqueLine> uniques() {
    var uniques = new ArrayList<UniqueLine>();
    for (var header : named("unique")) {
      var unique = UNIQUE.matcher(header.value());
      if (unique.matches()) {
        uniques.add(new UniqueLine(unique.group(1), unique.group(2).strip(), header.line()));
      } else {
        problem(
            header.line(),
            "`unique: %s` can't be read".formatted(header.value()),
            "Write `-- unique: field(select … any(:keys))`: a query from values of the unique key"
                + " to document keys.");
      }
    }
    return uniques;
  }

  private String withoutFinalSemicolon(String body, int firstLine) {
    int semicolon = -1;
    for (var token : SqlToken.scan(body)) {
      if (semicolon >= 0 && token.isCode()) {
        problem(
            firstLine + (int) body.substring(0, token.start()).lines().count() - 1,
            "A second statement begins here",
            "A read model is one statement: join the two, with a common table expression if need"
                + " be.");
        return body;
      }
      if (token.isSymbol(";")) {
        semicolon = token.start();
      }
    }
    if (body.isBlank()) {
      problem(
          firstLine, "There is no statement", "Write the read model's SELECT below the header.");
    }
    return semicolon < 0 ? body : body.substring(0, semicolon) + body.substring(semicolon + 1);
  }

  private List<Header> named(String name) {
    return headers.stream().filter(header -> header.name().equals(name)).toList();
  }

  private static List<String> names(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).toList();
  }

  private void problem(int line, String what, String fix) {
    problems.add(source.name(), line, what, fix);
  }
}
