package io.millrace.schema.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedStatementTest {

  @Test
  void numbersParametersInTheOrderInWhichTheyFirstOccur() {
    var statement = NamedStatement.parse("select :b, :a::text, :b where x = any(:ids)");
    assertThat(statement.sql()).isEqualTo("select $1, $2::text, $1 where x = any($3)");
    assertThat(statement.parameters()).containsExactly("b", "a", "ids");
  }

  @Test
  void writesAQuestionMarkPerOccurrenceForJdbc() {
    var jdbc = NamedStatement.forJdbc("select :a, doc ? 'x', '?' where :b = :a");
    assertThat(jdbc.sql()).isEqualTo("select ?, doc ?? 'x', '?' where ? = ?");
    assertThat(jdbc.occurrences()).containsExactly("a", "b", "a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select ':x'",
        "select 'it''s :x'",
        "select E'a\\':x'",
        "select \"a:x\"",
        "select 1::bigint",
        "select 1 -- :x",
        "select 1 /* :x /* :y */ :z */",
        "select $$ :x $$",
        "select $tag$ $$ :x $tag$",
        "select a[1:n], a[i:j]",
        "select a[f(1):n]",
        "select b :: text",
        "select 'unfinished :x"
      })
  void findsNoParameterInStringsCommentsCastsAndSlices(String sql) {
    assertThat(NamedStatement.parse(sql)).isEqualTo(new NamedStatement(sql, List.of()));
  }

  @Property
  void tokensAreTheStatement(@ForAll("statements") String sql) {
    assertThat(SqlToken.scan(sql).stream().map(SqlToken::text).collect(Collectors.joining()))
        .isEqualTo(sql);
  }

  @Provide
  Arbitrary<String> statements() {
    return Arbitraries.of(
            "select", " ", "\n", "'", "''", "\"", "$$", "$a$", "--", "/*", "*/", ":", "::", ":ids",
            "e'", "\\", "(", ")", "1", "$1", "ü", "[", "]")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }
}
