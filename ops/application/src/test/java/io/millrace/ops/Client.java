package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends operations over HTTP.
 *
 * @param endpoint where to, which may change with each start
 * @param token the bearer token that goes with them
 */
record Client(HttpClient http, Supplier<URI> endpoint, Optional<String> token) {

  /** How long what was written may take to be seen. */
  static final Duration VISIBLE_LIMIT = Duration.ofSeconds(60);

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
  private static final JsonMapper JSON = JsonMapper.shared();

  /** The answer's {@code data}; errors fail the test. */
  JsonNode query(String document) throws IOException, InterruptedException {
    return query(document, Map.of());
  }

  JsonNode query(String document, Map<String, ?> variables)
      throws IOException, InterruptedException {
    var answer = ask(document, variables);
    assertThat(answer.has("errors")).as(answer.toPrettyString()).isFalse();
    return answer.get("data");
  }

  /** The whole answer. */
  JsonNode ask(String document, Map<String, ?> variables) throws IOException, InterruptedException {
    var body = JSON.writeValueAsString(Map.of("query", document, "variables", variables));
    var request =
        HttpRequest.newBuilder(endpoint.get())
            .header("Content-Type", "application/json")
            .timeout(ANSWER_LIMIT)
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    token.ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
    return JSON.readTree(http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
  }

  /** Asks until the answer is as expected; fails with the last one after a minute. */
  JsonNode queryUntil(String document, Map<String, ?> variables, Predicate<JsonNode> expected)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + VISIBLE_LIMIT.toNanos();
    while (true) {
      var data = query(document, variables);
      if (expected.test(data)) {
        return data;
      }
      assertThat(System.nanoTime()).as(data.toPrettyString()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
