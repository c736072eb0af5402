package io.millrace.ops.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the server answered.
 *
 * @param status 0 where it closed the connection without a word, -1 where it did not even do that
 * @param headers by their names in lower case
 * @param nanos from the first byte sent to the last one read
 */
record Response(int status, Map<String, String> headers, String body, long nanos) {

  private static final int SILENT = -1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Closed without an answer. */
  static Response closed(long nanos) {
    return new Response(0, Map.of(), "", nanos);
  }

  /** Neither answered nor closed, for longer than anybody waits. */
  static Response silent(long nanos) {
    return new Response(SILENT, Map.of(), "", nanos);
  }

  static Response of(int status, Map<String, String> headers, byte[] body, long nanos) {
    return new Response(status, Map.copyOf(headers), new String(body, UTF_8), nanos);
  }

  boolean isSilent() {
    return status == SILENT;
  }

  boolean isClosed() {
    return status == 0;
  }

  /** The body as JSON, empty where it is none. */
  Optional<JsonNode> json() {
    try {
      return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject);
    } catch (JacksonException noJson) {
      return Optional.empty();
    }
  }

  /** The code of the first error, empty where there is none. */
  String code() {
    return json().map(answer -> answer.at("/errors/0/extensions/code").asString("")).orElse("");
  }

  /** Whether any data came, and not only nulls in its place. */
  boolean hasData() {
    return json()
        .map(answer -> answer.path("data"))
        .filter(data -> data.values().stream().anyMatch(value -> !value.isNull()))
        .isPresent();
  }

  /** Whether {@code node} was found. */
  boolean hasNode() {
    return json().filter(answer -> answer.at("/data/node").isObject()).isPresent();
  }

  /** The names of the headers, and their values where those say something about the answer. */
  Map<String, String> shape() {
    var shape = new TreeMap<>(headers);
    shape.replaceAll((name, value) -> name.matches("date|ratelimit") ? "" : value);
    return shape;
  }
}
