package io.millrace.ops.attack;

import static io.millrace.ops.attack.Request.get;
import static io.millrace.ops.attack.Request.post;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What HTTP itself can be bent to, and what a browser does for a foreign page. */
final class TransportAttacks {

  private static final int NOT_FOUND = 404;
  private static final String NAME = "{ __typename }";

  private TransportAttacks() {}

  static List<Attack> all() {
    return List.of(
        new Attack("a body that drips", TransportAttacks::slowBody),
        new Attack("a head that drips", TransportAttacks::slowHead),
        new Attack("a body that never comes", TransportAttacks::missingBody),
        new Attack(
            "a mutation by GET",
            (attacker, target) -> {
              for (var mutation : target.mutations()) {
                attacker.refused(
                    get(
                        target.api(),
                        Map.of("query", target.operations().operation(mutation, true))));
              }
            }),
        new Attack(
            "a GET that a foreign image makes",
            (attacker, target) ->
                attacker.refused(
                    get(target.api(), Map.of("query", NAME))
                        .without("GraphQL-Require-Preflight")
                        .with("Cookie", "session=1")
                        .with("Origin", "https://evil.example"))),
        new Attack(
            "a form of a foreign page",
            (attacker, target) -> {
              for (var type :
                  List.of(
                      "application/x-www-form-urlencoded",
                      "multipart/form-data; boundary=x",
                      "text/plain",
                      "text/plain; application/json",
                      "application/xml",
                      "")) {
                attacker.refused(post(target.api(), NAME).with("Content-Type", type));
              }
            }),
        new Attack("a foreign page asks before it sends", TransportAttacks::preflight),
        new Attack(
            "methods that nobody offers",
            (attacker, target) -> {
              for (var method :
                  List.of("PUT", "DELETE", "PATCH", "TRACE", "HEAD", "CONNECT", "GRAPHQL", "get")) {
                attacker.refused(post(target.api(), NAME).as(method));
              }
            }),
        new Attack("paths beside the API", TransportAttacks::paths),
        new Attack("two lengths of one body", TransportAttacks::smuggling),
        new Attack(
            "line breaks in headers",
            (attacker, target) ->
                attacker.harmless(
                    post(target.api(), NAME)
                        .with("GraphQL-Cost", "report\r\nX-Injected: 1")
                        .with("API-Version", "2026-11\r\nSet-Cookie: a=b"))),
        new Attack(
            "headers without end",
            (attacker, target) -> {
              var request = post(target.api(), NAME);
              for (int at = 0; at < 2_000; at++) {
                request = request.with("X-Header-" + at, "x".repeat(100));
              }
              attacker.refused(request);
              attacker.refused(post(target.api(), NAME).with("X-Long", "x".repeat(1_000_000)));
            }),
        new Attack(
            "answers in types that nobody writes",
            (attacker, target) -> {
              for (var type :
                  List.of(
                      "image/png",
                      "*/*;q=-1",
                      "application/json;q=abc",
                      ",,,",
                      "a".repeat(5_000))) {
                attacker.harmless(post(target.api(), NAME).with("Accept", type));
              }
            }),
        new Attack(
            "a socket where there is none",
            (attacker, target) ->
                attacker.harmless(
                    get(target.api(), Map.of())
                        .with("Connection", "Upgrade")
                        .with("Upgrade", "websocket")
                        .with("Sec-WebSocket-Version", "13")
                        .with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="))),
        new Attack(
            "bytes that are no HTTP",
            (attacker, target) -> {
              attacker.harmless(new byte[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00}, 0);
              attacker.harmless("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(UTF_8), 0);
              attacker.harmless("GET / HTTP/9.9\r\n\r\n".getBytes(UTF_8), 0);
              attacker.harmless("\r\n\r\n\r\n\r\n".getBytes(UTF_8), 0);
            }));
  }

  private static void slowBody(Attacker attacker, Target target) throws IOException {
    var request = post(target.api(), NAME + " ".repeat(5_000));
    var response = attacker.harmless(request.bytes(target.api().getAuthority()), 25);
    attacker.require(
        response.isClosed() || response.status() >= 400,
        "is waited for as long as it likes",
        request,
        response);
  }

  private static void slowHead(Attacker attacker, Target target) throws IOException {
    var request = post(target.api(), NAME).with("X-Slow", "x".repeat(2_000));
    var response =
        attacker.harmless(request.head(target.api().getAuthority()).getBytes(ISO_8859_1), 25);
    attacker.require(
        response.isClosed() || response.status() >= 400,
        "is waited for as long as it likes",
        request,
        response);
  }

  private static void missingBody(Attacker attacker, Target target) throws IOException {
    var request = post(target.api(), NAME).with("Content-Length", "1000");
    attacker.refused(request);
    attacker.refused(post(target.api(), NAME).with("Content-Length", "-5"));
    attacker.refused(post(target.api(), NAME).with("Content-Length", "99999999999999999999"));
  }

  private static void preflight(Attacker attacker, Target target) throws IOException {
    var request =
        new Request(
            "OPTIONS",
            target.api().getPath(),
            Map.of(
                "Origin", "https://evil.example",
                "Access-Control-Request-Method", "POST",
                "Access-Control-Request-Headers", "content-type,authorization"),
            new byte[0]);
    var response = attacker.harmless(request);
    attacker.require(
        !response.headers().containsKey("access-control-allow-origin"),
        "lets a foreign page in",
        request,
        response);
  }

  private static void paths(Attacker attacker, Target target) throws IOException {
    for (var path :
        List.of(
            "/actuator/env",
            "/actuator/heapdump",
            "/actuator/beans",
            "/actuator/configprops",
            "/actuator/threaddump",
            "/actuator/loggers",
            "/actuator/shutdown",
            "/graphql/../actuator/env",
            "/graphql/%2e%2e/actuator/env",
            "/graphql/..;/actuator/env",
            "//actuator/env",
            "/actuator/env/",
            "/.env",
            "/.git/config",
            "/error",
            "/h2-console")) {
      var request = get(target.api(), Map.of()).to(path);
      var response = attacker.refused(request);
      attacker.require(
          response.isClosed() || response.status() == NOT_FOUND || response.status() / 100 == 4,
          "is there",
          request,
          response);
    }
  }

  private static void smuggling(Attacker attacker, Target target) throws IOException {
    attacker.harmless(
        post(target.api(), NAME)
            .with("Transfer-Encoding", "chunked")
            .with("Content-Length", "6")
            .carrying("0\r\n\r\nGET /actuator/env HTTP/1.1\r\n\r\n".getBytes(UTF_8)));
    attacker.harmless(
        post(target.api(), NAME).with("Transfer-Encoding", "xchunked").with("Content-Length", "3"));
    attacker.refused(
        post(target.api(), NAME)
            .with("Transfer-Encoding", "chunked")
            .carrying("FFFFFFFFFFFFFFFFF\r\nx\r\n".getBytes(UTF_8)));
  }
}
