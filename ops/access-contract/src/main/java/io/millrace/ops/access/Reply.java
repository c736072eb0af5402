package io.millrace.ops.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * An answer as its reader sees it, without what differs from one answer to the next in any case.
 *
 * @param status the HTTP status
 * @param headers the headers, those of time and budget left out
 * @param body the JSON, what is left of a budget left out
 */
public record Reply(int status, Map<String, List<String>> headers, JsonNode body) {

  /** The code of an error that refuses the whole operation. */
  Optional<String> refusal() {
    return body.path("data").isEmpty() ? code(body.path("errors").path(0)) : Optional.empty();
  }

  /** The code of an error at a field or above it; list indices don't count. */
  Optional<String> codeAt(List<String> path) {
    return body.path("errors")
        .valueStream()
        .filter(
            error -> {
              var at =
                  error
                      .path("path")
                      .valueStream()
                      .filter(JsonNode::isString)
                      .map(JsonNode::asString)
                      .toList();
              return path.size() >= at.size() && path.subList(0, at.size()).equals(at);
            })
        .findFirst()
        .flatMap(Reply::code);
  }

  private static Optional<String> code(JsonNode error) {
    var code = error.path("extensions").path("code");
    return code.isString() ? Optional.of(code.asString()) : Optional.empty();
  }

  @Override
  public String toString() {
    return status
        + " "
        + headers.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(header -> header.getKey() + ": " + String.join(", ", header.getValue()))
            .collect(Collectors.joining("; ", "{", "} "))
        + body;
  }
}
