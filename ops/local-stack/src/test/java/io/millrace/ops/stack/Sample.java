package io.millrace.ops.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.List;

/** One value in each of the three servers. */
final class Sample {

  static final List<String> WRITTEN = List.of("kept", "{\"text\":\"kept\"}", "1");

  private Sample() {}

  static void write(LocalStack stack) throws Exception {
    stack.postgres().database("postgres").execute("create table t as select 'kept' as a");
    index(stack.elasticsearch());
    try (RespConnection redis = RespConnection.open(stack.redis().port())) {
      redis.ask("SET", "a", "1");
    }
  }

  static List<String> read(LocalStack stack) throws Exception {
    try (Connection connection = stack.postgres().database("postgres").connect();
        ResultSet row = connection.createStatement().executeQuery("select a from t");
        RespConnection redis = RespConnection.open(stack.redis().port())) {
      row.next();
      return List.of(row.getString(1), indexed(stack.elasticsearch()), redis.ask("EXISTS", "a"));
    }
  }

  static void index(ElasticsearchServer elasticsearch) throws Exception {
    String answer = request(elasticsearch, "PUT", "/sample/_doc/1", WRITTEN.get(1));
    if (!answer.contains("created")) {
      throw new IOException(answer);
    }
  }

  static String indexed(ElasticsearchServer elasticsearch) throws Exception {
    return request(elasticsearch, "GET", "/sample/_source/1", "");
  }

  static String request(ElasticsearchServer server, String method, String path, String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.uri() + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
