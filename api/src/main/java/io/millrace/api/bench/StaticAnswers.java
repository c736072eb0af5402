package io.millrace.api.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Answers of a chosen size that are there already: what this server does at best, since request and
 * answer go the same way through it as an operation's.
 */
final class StaticAnswers {

  private static final int MOST_BYTES = 4 << 20;
  private static final byte[] BEGIN = "{\"data\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);

  private StaticAnswers() {}

  static RouterFunction<ServerResponse> routes() {
    Map<Integer, byte[]> answers = new ConcurrentHashMap<>();
    return RouterFunctions.route(
        RequestPredicates.POST("/bench/static/{bytes:\\d{1,7}}"),
        request -> {
          int bytes =
              Math.clamp(
                  Integer.parseInt(request.pathVariable("bytes")),
                  BEGIN.length + END.length,
                  MOST_BYTES);
          return request
              .bodyToMono(byte[].class)
              .then(
                  ServerResponse.ok()
                      .contentType(MediaType.APPLICATION_GRAPHQL_RESPONSE)
                      .bodyValue(answers.computeIfAbsent(bytes, StaticAnswers::answer)));
        });
  }

  private static byte[] answer(int bytes) {
    var answer = new byte[bytes];
    Arrays.fill(answer, (byte) 'x');
    System.arraycopy(BEGIN, 0, answer, 0, BEGIN.length);
    System.arraycopy(END, 0, answer, bytes - END.length, END.length);
    return answer;
  }
}
