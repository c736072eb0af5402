package io.millrace.schema.catalog;

import java.util.List;
import java.util.Set;

/** Checks a read model's statement and the queries of its header, without a database. */
final class StatementCheck {

  /** Aggregates whose result has an order, so that it depends on the plan unless they say one. */
  private static final Set<String> LIST_AGGREGATES =
      Set.of(
          "array_agg",
          "json_agg",
          "json_agg_strict",
          "jsonb_agg",
          "jsonb_agg_strict",
          "json_arrayagg",
          "string_agg",
          "xmlagg");

  private final ReadModelSql sql;
  private final Problems problems;

  StatementCheck(ReadModelSql sql, Problems problems) {
    this.sql = sql;
    this.problems = problems;
  }

  void run(List<UniqueKey> uniqueKeys) {
    var key = sql.key();
    if (key != null) {
      var parameters = key.columns().stream().map(KeyDefinition.KeyColumn::parameter).toList();
      check("The statement", sql.statement(), sql.statementLine(), parameters);
    }
    for (var route : sql.routes()) {
      var query = route.keyQuery();
      if (query != null) {
        var what = "The query of `changed by: %s`".formatted(route.table());
        check(what, query, route.line(), KeyParameters.namesFor(route.columns()));
      } else if (key != null && route.columns().size() != key.columns().size()) {
        problems.add(
            sql.file(),
            route.line(),
            "`changed by: %s(%s)` gives %d column(s), and the key has %d"
                .formatted(
                    route.table(),
                    String.join(", ", route.columns()),
                    route.columns().size(),
                    key.columns().size()),
            "Name as many columns, in the key's order, or add a query:"
                + " `table(column: select … any(:keys))`.");
      }
    }
    for (var line : sql.uniques()) {
      uniqueKeys.stream()
          .filter(unique -> unique.name().equals(line.name()))
          .forEach(
              unique ->
                  check(
                      "The query of `unique: %s`".formatted(line.name()),
                      line.query(),
                      line.line(),
                      KeyParameters.namesFor(unique.fields())));
    }
  }

  private void check(String what, String text, int firstLine, List<String> parameters) {
    var given = NamedStatement.parse(text).parameters();
    for (var parameter : parameters) {
      if (!given.contains(parameter)) {
        problems.add(
            sql.file(),
            firstLine,
            "%s does not use `:%s`".formatted(what, parameter),
            "Restrict it to a batch: `… where column = any(:%s)`.".formatted(parameter));
      }
    }
    var tokens = SqlToken.scan(text);
    for (int at = 0; at < tokens.size(); at++) {
      var token = tokens.get(at);
      int line =
          firstLine + (int) text.substring(0, token.start()).chars().filter(c -> c == '\n').count();
      if (token.kind() == SqlToken.Kind.PARAMETER
          && !parameters.contains(token.text().substring(1))) {
        problems.add(
            sql.file(),
            line,
            "%s has a parameter `%s` that nothing binds".formatted(what, token.text()),
            "It is given `:%s`.".formatted(String.join("`, `:", parameters)));
      }
      if (isListWithoutOrder(tokens, at)) {
        problems.add(
            sql.file(),
            line,
            "`%s` makes a list without an order of its own".formatted(token.text()),
            token.isWord("array")
                ? "End the query inside with `order by`, as far as nothing is tied."
                : "Write `%s(value order by …)`, as far as nothing is tied."
                    .formatted(token.text()));
      }
    }
  }

  private static boolean isListWithoutOrder(List<SqlToken> tokens, int at) {
    var token = tokens.get(at);
    if (token.kind() != SqlToken.Kind.WORD) {
      return false;
    }
    boolean aggregate = LIST_AGGREGATES.stream().anyMatch(token::isWord);
    int open = nextCode(tokens, at + 1);
    if (!(aggregate || token.isWord("array"))
        || open >= tokens.size()
        || !tokens.get(open).isSymbol("(")) {
      return false;
    }
    // Only a query makes array( … ) a list of rows.
    int first = nextCode(tokens, open + 1);
    boolean query =
        first < tokens.size()
            && (tokens.get(first).isWord("select") || tokens.get(first).isWord("with"));
    return (aggregate || query) && !hasOrder(tokens, open);
  }

  /** Whether {@code order by} stands directly inside the parentheses that open here. */
  private static boolean hasOrder(List<SqlToken> tokens, int open) {
    int depth = 0;
    for (int at = open; at < tokens.size(); at++) {
      var token = tokens.get(at);
      if (token.isSymbol("(")) {
        depth++;
      } else if (token.isSymbol(")")) {
        depth--;
        if (depth == 0) {
          return false;
        }
      } else if (depth == 1 && token.isWord("order")) {
        int by = nextCode(tokens, at + 1);
        if (by < tokens.size() && tokens.get(by).isWord("by")) {
          return true;
        }
      }
    }
    return false;
  }

  private static int nextCode(List<SqlToken> tokens, int from) {
    int at = from;
    while (at < tokens.size() && !tokens.get(at).isCode()) {
      at++;
    }
    return at;
  }
}
