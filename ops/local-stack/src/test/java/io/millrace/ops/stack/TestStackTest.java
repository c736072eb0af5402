package io.millrace.ops.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import org.junit.jupiter.api.Test;

class TestStackTest {

  private static final TestStack STACK = TestStack.shared();

  @Test
  void freshDatabasesAreEmptyAndDurableAndDecodable() throws Exception {
    PostgresDatabase first = STACK.freshDatabase("orders");
    first.execute("create table t (a int)");
    PostgresDatabase second = STACK.freshDatabase("orders");
    assertThat(second.name()).isNotEqualTo(first.name());
    try (Connection connection = second.connect();
        ResultSet row =
            connection
                .createStatement()
                .executeQuery(
                    """
                    select to_regclass('t') is null, current_setting('wal_level'),
                      current_setting('fsync'), current_setting('synchronous_commit'),
                      (select string_agg(w, ' ' order by w)
                         from unnest('{zebra,Zebra,äpfel,apple}'::text[]) w), lower('ÄPFEL')
                    """)) {
      assertThat(row.next()).isTrue();
      assertThat(row.getBoolean(1)).isTrue();
      assertThat(row.getString(2)).isEqualTo("logical");
      assertThat(row.getString(3)).isEqualTo("on");
      assertThat(row.getString(4)).isEqualTo("on");
      assertThat(row.getString(5)).isEqualTo("Zebra apple zebra äpfel");
      assertThat(row.getString(6)).isEqualTo("äpfel");
    }
    STACK.postgres().dropDatabase(first.name());
  }

  @Test
  void freshRedisDatabasesAreEmpty() throws Exception {
    String first = STACK.freshRedis();
    assertThat(STACK.freshRedis()).isNotEqualTo(first);
    try (RespConnection connection = RespConnection.open(STACK.redis().port())) {
      connection.ask("SET", "a", "1");
      STACK.redis().flush();
      assertThat(connection.ask("DBSIZE")).isEqualTo("0");
    }
  }

  @Test
  void analyzersOfTheOfficialNamesFoldStemAndCutIntoEdgeGrams() throws Exception {
    request(
        "PUT",
        "/analysis-check",
        """
        {"settings": {"number_of_replicas": 0, "analysis": {
          "filter": {"start": {"type": "edge_ngram", "min_gram": 2, "max_gram": 4},
                     "light": {"type": "stemmer", "language": "light_english"}},
          "normalizer": {"folded": {"type": "custom", "filter": ["lowercase", "asciifolding"]}},
          "analyzer": {
            "text": {"tokenizer": "standard", "filter": ["lowercase", "asciifolding", "porter_stem"]},
            "light": {"tokenizer": "standard", "filter": ["lowercase", "light"]},
            "suggest": {"tokenizer": "standard", "filter": ["lowercase", "asciifolding", "start"]}}}}}
        """);
    assertThat(tokens("analyzer", "text", "Running Cafés")).isEqualTo("run cafe");
    assertThat(tokens("analyzer", "light", "Running")).isEqualTo("running");
    assertThat(tokens("analyzer", "suggest", "Cafés on")).isEqualTo("ca caf cafe on");
    assertThat(tokens("analyzer", "english", "The Running Horses")).isEqualTo("run hors");
    assertThat(tokens("normalizer", "folded", "Grüße AUS")).isEqualTo("grusse aus");
    STACK.elasticsearch().deleteIndices("analysis-*");
    assertThat(request("GET", "/analysis-check", "")).contains("index_not_found_exception");
  }

  private static String tokens(String kind, String name, String text) throws Exception {
    String answer =
        request(
            "POST",
            "/analysis-check/_analyze",
            "{\"%s\": \"%s\", \"text\": \"%s\"}".formatted(kind, name, text));
    return java.util.regex.Pattern.compile("\"token\":\"([^\"]*)\"")
        .matcher(answer)
        .results()
        .map(match -> match.group(1))
        .reduce((left, right) -> left + " " + right)
        .orElse(answer);
  }

  private static String request(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(STACK.elasticsearch().uri() + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
