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

  static final List<String> WRITTEN = List.of("kept", "\"text\":\"kept\"", "1");

  private Sample() {}

  static void write(LocalStack stack) throws Exception {
    stack.postgres().database("postgres").execute("create table t as select 'kept' as a");
    String answer =
        request("PUT", stack.elasticsearch().uri() + "/sample/_doc/1", "{\"text\":\"kept\"}");
    if (!answer.contains("created")) {
      throw new IOException(answer);
    }
    try (RespConnection redis = RespConnection.open(stack.redis().port())) {
      redis.ask("SET", "a", "1");
      // The file is forced to disk every second; an orderly stop does it too.
    }
  }

  static List<String> read(LocalStack stack) throws Exception {
    String document = request("GET", stack.elasticsearch().uri() + "/sample/_source/1", "");
    try (Connection connection = stack.postgres().database("postgres").connect();
        ResultSet row = connection.createStatement().executeQuery("select a from t");
        RespConnection redis = RespConnection.open(stack.redis().port())) {
      row.next();
      return List.of(row.getString(1), document.replaceAll("[{}]", ""), redis.ask("EXISTS", "a"));
    }
  }

  private static String request(String method, String uri, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
