package io.millrace.ops.attack;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends what an attack has thought of, and judges what comes back. Safe for use by several threads.
 */
final class Attacker {

  private static final int ADDRESSES = 64;
  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERROR = 500;
  private static final int UNAVAILABLE = 503;

  private final Wire wire;
  private final AtomicInteger next = new AtomicInteger();
  private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();
  private final ConcurrentLinkedQueue<Violation> violations = new ConcurrentLinkedQueue<>();
  private final Map<String, List<Double>> timings = new ConcurrentSkipListMap<>();
  private final String name;

  /**
   * @param name of the attack
   */
  Attacker(URI api, String name) {
    this.wire = new Wire(api);
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Sends a request that need only be survived. */
  Response harmless(Request request) throws IOException {
    return judged(request, wire.send(request, from()));
  }

  /** Sends bytes that need only be survived; a closed connection is fine. */
  Response harmless(byte[] bytes, long pauseMillis) throws IOException {
    var shown =
        new Request(
            "raw", new String(bytes, 0, Math.min(200, bytes.length)), Map.of(), new byte[0]);
    return judged(shown, wire.send(bytes, from(), pauseMillis));
  }

  /** Sends a request that must not be carried out: no data, and a code that says why. */
  Response refused(Request request) throws IOException {
    var response = harmless(request);
    boolean refused =
        response.status() <= 0
            || (response.status() >= BAD_REQUEST && response.status() < SERVER_ERROR)
            || (!response.code().isEmpty() && !response.hasData());
    require(refused, "is carried out", request, response);
    return response;
  }

  /** Sends a request and does not wait for the answer. */
  void leave(Request request, int from) throws IOException {
    wire.sendAndLeave(request, from);
    count("left");
  }

  /** Sends a request from a given address. */
  Response harmless(Request request, int from) throws IOException {
    return judged(request, wire.send(request, from));
  }

  /** Says what should be otherwise where it does not hold. */
  void require(boolean holds, String what, Request request, Response response) {
    if (!holds) {
      violations.add(
          new Violation(
              name,
              what,
              request.toString(),
              "%d %s".formatted(response.status(), start(response.body()))));
    }
  }

  private Response judged(Request request, Response response) {
    count(
        response.isClosed()
            ? "closed"
            : response.isSilent() ? "silent" : Integer.toString(response.status()));
    require(!response.isSilent(), "holds its connection as long as it likes", request, response);
    // A guard that sheds load says so with 503; every other error of the server's is one.
    boolean blamed = response.status() >= SERVER_ERROR && !isShedding(response);
    require(!blamed, "is answered with an error of the server's", request, response);
    Leaks.in(response)
        .ifPresent(leak -> require(false, "tells \"%s\"".formatted(leak), request, response));
    return response;
  }

  private static boolean isShedding(Response response) {
    return response.status() == UNAVAILABLE && response.headers().containsKey("retry-after");
  }

  private void count(String outcome) {
    outcomes.computeIfAbsent(outcome, _ -> new LongAdder()).increment();
  }

  private int from() {
    return next.getAndIncrement() % ADDRESSES;
  }

  private static String start(String body) {
    return body.substring(0, Math.min(600, body.length()));
  }

  /** Notes medians of what must not be told apart by how long it takes, in milliseconds. */
  void timing(String of, double one, double other) {
    timings.put(of, List.of(one, other));
  }

  Map<String, List<Double>> timings() {
    return Map.copyOf(timings);
  }

  /** How many answers had each status. */
  Map<String, Long> outcomes() {
    var counts = new TreeMap<String, Long>();
    outcomes.forEach((outcome, count) -> counts.put(outcome, count.sum()));
    return counts;
  }

  List<Violation> violations() {
    return List.copyOf(violations);
  }
}
