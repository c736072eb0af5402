package io.millrace.schema.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A statement with {@code :name} parameters in the form that drivers take.
 *
 * <p>A colon inside a string, a quoted name, a comment, a cast ({@code ::}) or an array slice
 * ({@code a[i:j]}) begins no parameter.
 *
 * @param sql the statement with {@code $1}, {@code $2}, …, the notation of Postgres and R2DBC; a
 *     parameter that occurs twice keeps its number
 * @param parameters the parameters' names; the first is {@code $1}
 */
public record NamedStatement(String sql, List<String> parameters) {

  public NamedStatement {
    parameters = List.copyOf(parameters);
  }

  /** Numbers the parameters in the order in which they first occur. */
  public static NamedStatement parse(String sql) {
    var parameters = new ArrayList<String>();
    var positional = new StringBuilder();
    for (var token : SqlToken.scan(sql)) {
      if (token.kind() == SqlToken.Kind.PARAMETER) {
        var name = token.text().substring(1);
        if (!parameters.contains(name)) {
          parameters.add(name);
        }
        positional.append('$').append(parameters.indexOf(name) + 1);
      } else {
        positional.append(token.text());
      }
    }
    return new NamedStatement(positional.toString(), parameters);
  }

  /** A statement with each occurrence of a parameter replaced by what its name is given. */
  public static String render(String sql, UnaryOperator<String> replacement) {
    var text = new StringBuilder();
    for (var token : SqlToken.scan(sql)) {
      text.append(
          token.kind() == SqlToken.Kind.PARAMETER
              ? replacement.apply(token.text().substring(1))
              : token.text());
    }
    return text.toString();
  }

  /**
   * A statement for JDBC: {@code ?} for every occurrence of a parameter, and {@code ??} for the
   * operator {@code ?}.
   *
   * @param sql the statement
   * @param occurrences the parameter's name for each {@code ?}, in order
   */
  public record Jdbc(String sql, List<String> occurrences) {
    public Jdbc {
      occurrences = List.copyOf(occurrences);
    }
  }

  /** The form that JDBC takes, of a statement with {@code :name} parameters. */
  public static Jdbc forJdbc(String sql) {
    var occurrences = new ArrayList<String>();
    var text = new StringBuilder();
    for (var token : SqlToken.scan(sql)) {
      if (token.kind() == SqlToken.Kind.PARAMETER) {
        occurrences.add(token.text().substring(1));
        text.append('?');
      } else {
        text.append(token.isSymbol("?") ? "??" : token.text());
      }
    }
    return new Jdbc(text.toString(), occurrences);
  }
}
