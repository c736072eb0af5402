package io.millrace.ops.attack;

import static io.millrace.ops.attack.Request.get;
import static io.millrace.ops.attack.Request.post;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Pretending to be somebody, or looking for what belongs to somebody. */
final class IdentityAttacks {

  private static final String NAME = "{ __typename }";
  private static final String NODE = "query ($id: ID!) { node(id: $id) { id __typename } }";
  private static final int GUESSES = 100;
  private static final int RETRIES = 5;
  private static final long NEAR = 1;
  private static final long FAR = 800_000_000_000L;

  private IdentityAttacks() {}

  static List<Attack> all() {
    return List.of(
        new Attack(
            "forged tokens",
            (attacker, target) -> {
              for (var token :
                  List.of(
                      token("{\"alg\":\"none\"}", claims("1", 4_000_000_000L), ""),
                      token("{\"alg\":\"None\"}", claims("1", 4_000_000_000L), "x"),
                      token("{\"alg\":\"HS256\"}", claims("1", 4_000_000_000L), "c2lnbmVk"),
                      token("{\"alg\":\"RS256\"}", claims("1", 4_000_000_000L), "c2lnbmVk"),
                      token(
                          "{\"alg\":\"RS256\",\"jku\":\"http://127.0.0.1:1/keys\"}",
                          claims("1", 4_000_000_000L),
                          "c2lnbmVk"),
                      "a.b.c",
                      "..",
                      "x",
                      "x".repeat(4_000))) {
                attacker.refused(post(target.api(), NAME).with("Authorization", "Bearer " + token));
              }
            }),
        new Attack(
            "expired tokens",
            (attacker, target) ->
                attacker.refused(
                    post(target.api(), NAME)
                        .with(
                            "Authorization",
                            "Bearer " + token("{\"alg\":\"RS256\"}", claims("1", 1L), "eA")))),
        new Attack(
            "keys that nobody knows",
            (attacker, target) -> {
              for (int at = 0; at < 200; at++) {
                var header = "{\"alg\":\"RS256\",\"kid\":\"%s\"}".formatted(UUID.randomUUID());
                attacker.refused(
                    post(target.api(), NAME)
                        .with(
                            "Authorization",
                            "Bearer " + token(header, claims("1", 4_000_000_000L), "eA")));
              }
            }),
        new Attack(
            "tokens where none belong",
            (attacker, target) -> {
              attacker.harmless(
                  post(target.api(), NAME).to(target.api().getPath() + "?access_token=a.b.c"));
              attacker.harmless(post(target.api(), NAME).with("Cookie", "token=a.b.c; session=1"));
              attacker.harmless(post(target.api(), NAME).with("Authorization", "Basic YTpi"));
              attacker.refused(post(target.api(), NAME).with("Authorization", "Bearer"));
              attacker.refused(
                  post(target.api(), NAME).with("Authorization", "Bearer " + "a".repeat(100_000)));
            }),
        new Attack(
            "an address that is not one's own",
            (attacker, target) ->
                attacker.harmless(
                    post(target.api(), NAME)
                        .with("X-Forwarded-For", "1.2.3.4, ::1, " + "9".repeat(2_000))
                        .with("Forwarded", "for=\"[::1]\";host=evil.example")
                        .with("X-Forwarded-Host", "evil.example")
                        .with("X-Real-IP", "'; --"))),
        new Attack("guessing ids", IdentityAttacks::guess),
        new Attack(
            "ids that are none",
            (attacker, target) -> {
              for (var id :
                  List.of(
                      "",
                      "=",
                      "AAAA",
                      "Tm9kZTox",
                      "💥",
                      base64("Nothing:1"),
                      base64("Query:1"),
                      base64(":"),
                      base64("Product:"),
                      base64("Product:-1"),
                      base64("Product:99999999999999999999999"),
                      base64("Product:1:2"),
                      base64("Product:1\u0000"),
                      base64("__proto__:1"),
                      "A".repeat(50_000))) {
                attacker.harmless(post(target.api(), NODE, Map.of("id", id)));
              }
            }),
        new Attack("cursors of others, or of nobody", IdentityAttacks::cursors),
        new Attack(
            "tokens of consistency that nobody gave",
            (attacker, target) -> {
              for (var token :
                  List.of(
                      "x", "AAAA.BBBB", "1".repeat(3_000), base64("main:1:1:99999999999"), ",,,")) {
                attacker.harmless(post(target.api(), NAME).with("Consistency-Token", token));
              }
              attacker.harmless(
                  post(target.api(), NAME).with("Consistency-Token", base64("forged-token")));
            }),
        new Attack("idempotency keys of others", IdentityAttacks::idempotency));
  }

  /** What is hidden and what is absent must have the same answer. */
  private static void guess(Attacker attacker, Target target) throws IOException {
    for (var asking : target.asEverybody(post(target.api(), NODE))) {
      guess(attacker, target, asking);
    }
  }

  private static void guess(Attacker attacker, Target target, Request asking) throws IOException {
    for (var type : target.nodes()) {
      var near = answers(attacker, asking, type, NEAR);
      var far = answers(attacker, asking, type, FAR);
      for (int at = 0; at < GUESSES; at++) {
        if (near[at].hasNode()) {
          continue; // the asker's own, or everybody's
        }
        int tries = 0;
        var hiddenOne = near[at];
        var absentOne = far[at];
        // A store that was too busy for one of them says so, and says nothing of the other.
        while (!isSame(hiddenOne, absentOne) && ++tries < RETRIES) {
          hiddenOne = attacker.harmless(asking.carrying(node(type, NEAR + at)));
          absentOne = attacker.harmless(asking.carrying(node(type, FAR + at)));
        }
        attacker.require(
            isSame(hiddenOne, absentOne),
            "tells a hidden %s from one that is not there, which is answered with %s"
                .formatted(type, absentOne),
            asking.carrying(node(type, NEAR + at)),
            hiddenOne);
      }
      if (Arrays.stream(near).noneMatch(Response::hasNode)) {
        attacker.timing("guess " + type, median(near), median(far));
      }
    }
  }

  private static boolean isSame(Response one, Response other) {
    return one.body().equals(other.body())
        && one.status() == other.status()
        && one.shape().equals(other.shape());
  }

  private static Response[] answers(Attacker attacker, Request asking, String type, long first)
      throws IOException {
    var answers = new Response[GUESSES];
    for (int at = 0; at < GUESSES; at++) {
      answers[at] = attacker.harmless(asking.carrying(node(type, first + at)));
    }
    return answers;
  }

  private static byte[] node(String type, long key) {
    return Json.of(Map.of("query", NODE, "variables", Map.of("id", SampleOperations.id(type, key))))
        .getBytes(UTF_8);
  }

  private static double median(Response[] answers) {
    var nanos = Arrays.stream(answers).mapToLong(Response::nanos).sorted().toArray();
    return nanos[nanos.length / 2] / 1e6;
  }

  private static void cursors(Attacker attacker, Target target) throws IOException {
    var search = target.search().getName();
    var next =
        "query ($c: String) { %s(first: 1, after: $c) { nodes { __typename } } }".formatted(search);
    var first =
        attacker.harmless(
            post(target.api(), "{ %s(first: 1) { edges { cursor } } }".formatted(search)));
    var cursor =
        first
            .json()
            .map(json -> json.at("/data/" + search + "/edges/0/cursor").asString(""))
            .orElse("");
    if (!cursor.isEmpty()) {
      var bytes = cursor.toCharArray();
      bytes[bytes.length / 2] = bytes[bytes.length / 2] == 'A' ? 'B' : 'A';
      attacker.refused(post(target.api(), next, Map.of("c", new String(bytes))));
      attacker.refused(
          post(target.api(), next, Map.of("c", cursor.substring(0, cursor.length() - 4))));
    }
    for (var forged : List.of("x", base64("[1]"), "A".repeat(20_000), base64("{\"a\":1}"))) {
      attacker.refused(post(target.api(), next, Map.of("c", forged)));
    }
  }

  private static void idempotency(Attacker attacker, Target target) throws IOException {
    for (var mutation : target.mutations()) {
      var key = UUID.randomUUID().toString();
      var first = post(target.api(), target.operations().operation(mutation, true));
      var second = post(target.api(), target.operations().operation(mutation, true));
      // Two people by their addresses, or, where there are tokens, two who may do the same.
      var tokens = target.tokens();
      var mine = tokens.size() < 2 ? first : first.bearing(tokens.get(tokens.size() - 2));
      var yours = tokens.size() < 2 ? second : second.bearing(tokens.getLast());
      attacker.harmless(mine.with("Idempotency-Key", key), 1);
      var answer = attacker.harmless(yours.with("Idempotency-Key", key), 2);
      attacker.require(
          !answer.code().equals("IDEMPOTENCY_KEY_REUSED"),
          "tells that somebody else has used the key",
          yours,
          answer);
    }
    var mutation = target.mutations().getFirst();
    for (var key : List.of("", " ", "x".repeat(10_000), "'; --", "\u00e9\u00e9", "a,b")) {
      attacker.harmless(
          post(target.api(), target.operations().operation(mutation, true))
              .with("Idempotency-Key", key));
    }
    attacker.harmless(get(target.api(), Map.of("query", NAME)).with("Idempotency-Key", "x"));
  }

  private static String token(String header, String claims, String signature) {
    return base64(header) + "." + base64(claims) + "." + signature;
  }

  private static String claims(String subject, long expiry) {
    return "{\"iss\":\"https://issuer.example\",\"aud\":\"millrace\",\"sub\":\"%s\",\"exp\":%d,\"scope\":\"admin\"}"
        .formatted(subject, expiry);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
