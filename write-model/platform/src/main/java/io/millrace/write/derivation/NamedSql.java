package io.millrace.write.derivation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A statement with {@code :name} parameters. Texts, quoted names, comments, dollar quotes and casts
 * ({@code ::}) are left alone.
 *
 * @param pieces the text between the parameters, one more than there are parameters
 * @param names the parameters' names in the order of their use
 */
public record NamedSql(List<String> pieces, List<String> names) {

  public NamedSql {
    pieces = List.copyOf(pieces);
    names = List.copyOf(names);
  }

  /** Finds the parameters of a statement. */
  public static NamedSql parse(String sql) {
    var pieces = new ArrayList<String>();
    var names = new ArrayList<String>();
    int from = 0;
    int at = 0;
    while (at < sql.length()) {
      int skipped = skip(sql, at);
      if (skipped > at) {
        at = skipped;
      } else if (sql.charAt(at) == ':' && startsName(sql, at + 1)) {
        int end = at + 1;
        while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
          end++;
        }
        pieces.add(sql.substring(from, at));
        names.add(sql.substring(at + 1, end));
        from = end;
        at = end;
      } else {
        at++;
      }
    }
    pieces.add(sql.substring(from));
    return new NamedSql(pieces, names);
  }

  /** The statement with each parameter replaced. */
  public String render(Function<String, String> replacement) {
    var sql = new StringBuilder(pieces.getFirst());
    for (int i = 0; i < names.size(); i++) {
      sql.append(replacement.apply(names.get(i))).append(pieces.get(i + 1));
    }
    return sql.toString();
  }

  /** The end of what begins here and is no place for a parameter, or {@code at} itself. */
  private static int skip(String sql, int at) {
    char c = sql.charAt(at);
    if (c == '\'' || c == '"') {
      return after(sql, String.valueOf(c), at + 1);
    }
    if (sql.startsWith("--", at)) {
      return after(sql, "\n", at + 2);
    }
    if (sql.startsWith("/*", at)) {
      return after(sql, "*/", at + 2);
    }
    if (sql.startsWith("::", at)) {
      return at + 2;
    }
    if (c == '$') {
      int tagEnd = sql.indexOf('$', at + 1);
      if (tagEnd > 0 && sql.substring(at + 1, tagEnd).matches("([A-Za-z_]\\w*)?")) {
        return after(sql, sql.substring(at, tagEnd + 1), tagEnd + 1);
      }
    }
    return at;
  }

  private static int after(String sql, String end, int from) {
    int found = sql.indexOf(end, from);
    return found < 0 ? sql.length() : found + end.length();
  }

  private static boolean startsName(String sql, int at) {
    return at < sql.length() && (Character.isLetter(sql.charAt(at)) || sql.charAt(at) == '_');
  }
}
