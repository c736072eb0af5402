package io.millrace.api.persisted;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionInput;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.api.gate.Origin;
import io.millrace.api.identity.Identity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;

/** How much is logged of documents that nobody has published. */
@ExtendWith(OutputCaptureExtension.class)
class UnknownDocumentsTest {

  private final AtomicLong nanos = new AtomicLong();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final UnknownDocuments unknown = new UnknownDocuments(meters, nanos::get);

  @Test
  void eachIsCountedAndLoggedOnceAnHourForEachClient(CapturedOutput log) {
    for (int round = 0; round < 3; round++) {
      unknown.refused("one", request("web", "Page"));
      unknown.refused("one", request("app", "Page"));
      pass(Duration.ofMinutes(15));
    }
    assertThat(counted()).isEqualTo(6);
    assertThat(lines(log))
        .containsExactly(
            "Document not published: client=web sha256=one operation=Page",
            "Document not published: client=app sha256=one operation=Page");
    pass(UnknownDocuments.QUIET);
    unknown.refused("one", request("web", "Page"));
    assertThat(lines(log)).hasSize(3);
  }

  @Test
  void aFloodOfDifferentOnesIsLoggedUpToABoundAMinute(CapturedOutput log) {
    for (int number = 0; number < 10 * UnknownDocuments.MOST_LINES; number++) {
      unknown.refused("flood" + number, request("web", null));
    }
    assertThat(counted()).isEqualTo(10 * UnknownDocuments.MOST_LINES);
    assertThat(lines(log)).hasSize(UnknownDocuments.MOST_LINES);

    pass(Duration.ofMinutes(1));
    unknown.refused("flood999", request("web", null));
    assertThat(lines(log))
        .hasSize(UnknownDocuments.MOST_LINES + 2)
        .endsWith(
            "Documents not published, of which no line tells: requests=%d"
                .formatted(9 * UnknownDocuments.MOST_LINES),
            "Document not published: client=web sha256=flood999 operation=(unnamed)");
  }

  @Test
  void aNameThatIsNoneIsNotLogged(CapturedOutput log) {
    unknown.refused("one", request("web", "Page\nWARN forged"));
    assertThat(lines(log))
        .containsExactly("Document not published: client=web sha256=one operation=(unnamed)");
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private double counted() {
    return meters.get("millrace.documents.unknown").counter().count();
  }

  private static Stream<String> all(CapturedOutput log) {
    return log.getOut().lines().filter(line -> line.contains("Document"));
  }

  private static List<String> lines(CapturedOutput log) {
    return all(log).map(line -> line.substring(line.lastIndexOf("Document"))).toList();
  }

  private static NamedRequest request(String client, @Nullable String operation) {
    var input = ExecutionInput.newExecutionInput("{ motto }").operationName(operation).build();
    input
        .getGraphQLContext()
        .put(
            Origin.class,
            new Origin(
                HttpMethod.POST, Optional.empty(), Optional.of(client), new AtomicInteger()));
    input.getGraphQLContext().put(Identity.class, new Identity("192.0.2.1", Optional.empty()));
    return NamedRequest.of(input);
  }
}
