package io.millrace.ops.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * An HTTP request, of which everything may be wrong.
 *
 * @param method as it stands in the request line
 * @param target the path with the query string
 * @param headers in their order; {@code Host}, {@code Content-Length} and {@code Connection} are
 *     added where they are not there
 * @param body its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Request(String method, String target, Map<String, String> headers, byte[] body) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  Request {
    headers = new LinkedHashMap<>(headers);
  }

  /** An operation as a client would send it. */
  static Request post(URI api, Map<String, ?> operation) {
    return body(api, JSON.writeValueAsString(operation));
  }

  static Request post(URI api, String document) {
    return post(api, Map.of("query", document));
  }

  static Request post(URI api, String document, Map<String, ?> variables) {
    return post(api, Map.of("query", document, "variables", variables));
  }

  /** JSON, or what poses as it. */
  static Request body(URI api, String body) {
    return new Request("POST", api.getPath(), json(), body.getBytes(UTF_8));
  }

  /** A GET that proves that no foreign page made it. */
  static Request get(URI api, Map<String, String> parameters) {
    var query = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, UTF_8)));
    return new Request(
        "GET",
        api.getPath() + query,
        Map.of(
            "Accept", "application/graphql-response+json", "GraphQL-Require-Preflight", "attack"),
        new byte[0]);
  }

  private static Map<String, String> json() {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/graphql-response+json");
    return headers;
  }

  /** The same with a header more, or with another value of it. */
  Request with(String header, String value) {
    var changed = new LinkedHashMap<>(headers);
    changed.put(header, value);
    return new Request(method, target, changed, body);
  }

  /** The same from the holder of a token. */
  Request bearing(String token) {
    return with("Authorization", "Bearer " + token);
  }

  Request without(String header) {
    var changed = new LinkedHashMap<>(headers);
    changed.remove(header);
    return new Request(method, target, changed, body);
  }

  Request as(String otherMethod) {
    return new Request(otherMethod, target, headers, body);
  }

  Request to(String otherTarget) {
    return new Request(method, otherTarget, headers, body);
  }

  Request carrying(byte[] otherBody) {
    return new Request(method, target, headers, otherBody);
  }

  /** What goes over the wire, HTTP/1.1 (RFC 9112). */
  byte[] bytes(String host) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head(host).getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  /** Everything before the body, the empty line included. */
  String head(String host) {
    var head = new StringBuilder("%s %s HTTP/1.1\r\n".formatted(method, target));
    var all = new LinkedHashMap<String, String>();
    all.put("Host", host);
    all.put("Connection", "close");
    if (!headers.containsKey("Transfer-Encoding")) {
      all.put("Content-Length", Integer.toString(body.length));
    }
    all.putAll(headers);
    all.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString();
  }

  /** For a person: enough of it to send it again. */
  @Override
  public String toString() {
    var text = new String(body, UTF_8);
    return "%s %s %s %s"
        .formatted(
            method, shortened(target), headers, shortened(text.replaceAll("\\p{Cntrl}", " ")));
  }

  private static String shortened(String text) {
    return text.length() <= 400
        ? text
        : "%s… (%d characters)".formatted(text.substring(0, 400), text.length());
  }
}
