package io.millrace.api;

import static io.millrace.api.LookupTest.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How many operations run at once, and how long. */
class AdmissionTest {

  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final String GARDEN =
      "{ garden(slug: \"garden-1\") { name beds(first: 1) { nodes { number } } } }";

  @Import(FieldTurnstile.InTheExecution.class)
  abstract static class Situation extends ApiTest {

    @Autowired private FieldTurnstile turnstile;
    @Autowired private MeterRegistry meters;

    FieldTurnstile turnstile() {
      return turnstile;
    }

    int abandoned() {
      return (int) meters.get("millrace.operations.abandoned").counter().count();
    }

    int inFlight() {
      return (int) meters.get("millrace.operations.in.flight").gauge().value();
    }

    double errors(String code) {
      var counter = meters.find("millrace.errors").tag("code", code).counter();
      return counter == null ? 0 : counter.count();
    }

    @AfterEach
    void openAndWait() {
      turnstile.open();
      await(() -> inFlight() == 0);
    }

    CompletableFuture<HttpResponse<String>> send(HttpClient client, String body) {
      return client.sendAsync(
          HttpRequest.newBuilder(URI.create("http://localhost:%d/graphql".formatted(port())))
              .header("Content-Type", "application/json")
              .timeout(BOUND)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Nested
  @TestPropertySource(
      properties = {
        "millrace.api.admission.max-per-client=2",
        "millrace.api.admission.max-per-node=3",
        "millrace.api.http.batch-size=2",
      })
  class Places extends Situation {

    @Test
    void areBoundedForAClientAndForTheNodeAndComeBack() throws Exception {
      try (var anna = client("127.0.0.1");
          var ben = client("127.0.0.2")) {
        turnstile().close();
        var held = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        held.add(send(anna, query(GARDEN)));
        held.add(send(anna, query(GARDEN)));
        await(() -> inFlight() == 2);
        refused(
            send(anna, query("{ motto }")), 429, "TOO_MANY_OPERATIONS", "2 operations under way");
        held.add(send(ben, query(GARDEN)));
        await(() -> inFlight() == 3);
        refused(send(ben, query("{ motto }")), 503, "OVERLOADED", "try again in 1 s");
        turnstile().open();
        for (var each : held) {
          assertThat(answer(each).statusCode()).isEqualTo(200);
        }
        await(() -> inFlight() == 0);
        assertThat(answer(send(anna, query("{ motto }"))).body()).contains("Festina lente");
      }
    }

    @Test
    void areFreeAgainAfterWhatWasRefusedOrFailed() throws Exception {
      try (var anna = client("127.0.0.1")) {
        for (var document :
            new String[] {
              "{", "{ nothing }", "{ broken }", "query A { motto } query B { motto }"
            }) {
          answer(send(anna, query(document)));
        }
        await(() -> inFlight() == 0);
      }
    }

    @Test
    void stayTakenWhenTheClientLeavesUntilTheExecutionEnds() throws Exception {
      turnstile().close();
      int before = abandoned();
      try (var anna = client("127.0.0.1")) {
        try (var leaving = client("127.0.0.1")) {
          send(leaving, query(GARDEN));
          send(leaving, query(GARDEN));
          // Behind their places and within the first level, where leaving must not free the places.
          await(() -> turnstile().fetched("garden") == 2);
          leaving.shutdownNow();
        }
        await(() -> abandoned() == before + 2);
        refused(send(anna, query("{ motto }")), 429, "TOO_MANY_OPERATIONS", "under way");
        turnstile().open();
        await(() -> inFlight() == 0);
        // It was left on the first level: the second was not begun.
        assertThat(turnstile().fetched("beds")).isZero();
      }
    }

    @Test
    void ofABatchAreTakenOneByOneAndItsRefusalsAreItsMembers() throws Exception {
      try (var anna = client("127.0.0.1")) {
        turnstile().close();
        var first = send(anna, query(GARDEN));
        await(() -> inFlight() == 1);
        var batch =
            answer(send(anna, "[%s, %s]".formatted(query("{ motto }"), query("{ motto }"))));
        assertThat(batch.body())
            .isEqualTo(
                "[{\"data\":{\"motto\":\"Festina lente\"}},{\"data\":{\"motto\":\"Festina lente\"}}]");
        var second = send(anna, query(GARDEN));
        await(() -> inFlight() == 2);
        double counted = errors("TOO_MANY_OPERATIONS");
        var refusedBatch = answer(send(anna, "[%s]".formatted(query("{ motto }"))));
        assertThat(refusedBatch.statusCode()).isEqualTo(200);
        assertThat(refusedBatch.body()).startsWith("[{\"errors\"").contains("TOO_MANY_OPERATIONS");
        assertThat(errors("TOO_MANY_OPERATIONS")).isEqualTo(counted + 1);
        turnstile().open();
        CompletableFuture.allOf(first, second).get(BOUND.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }

  @Nested
  @TestPropertySource(properties = "millrace.api.admission.time-limit=1s")
  class Time extends Situation {

    @Test
    void endsAQueryWithACodeAndStartsNothingFurther() throws Exception {
      try (var anna = client("127.0.0.1")) {
        turnstile().close();
        var late = answer(send(anna, query(GARDEN)));
        assertThat(late.statusCode()).isEqualTo(504);
        assertThat(late.headers().firstValue("Cache-Control")).hasValue("no-store");
        var error = error(late);
        assertThat(error.at("/extensions/code").asString()).isEqualTo("TIMEOUT");
        assertThat(error.path("message").asString())
            .contains("longer than 1000 ms")
            .doesNotContain("mutation");
        turnstile().open();
        await(() -> inFlight() == 0);
        assertThat(turnstile().fetched("beds")).isZero();
      }
    }
  }

  @Nested
  @TestPropertySource(properties = "millrace.api.admission.time-limit=3s")
  class TimeOfMutations extends Situation {

    @Test
    void endsTheWaitForAMutationThatGoesOnToItsEnd() throws Exception {
      try (var anna = client("127.0.0.1");
          var connection = stores().postgres().connect();
          var statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("select from plant where id = 30203 for update");
        var late =
            answer(
                send(
                    anna,
                    query(
                        "mutation { plantRename(input: {id: \"%s\", name: \"Late\"}) { plant { name } } }"
                            .formatted(id("Plant", 30203)))));
        assertThat(late.statusCode()).isEqualTo(504);
        assertThat(error(late).path("message").asString())
            .contains("outcome of its mutation is unknown")
            .contains("same idempotency key");
        connection.rollback();
        connection.setAutoCommit(true);
        await(() -> name(statement).equals("Late"));
      }
    }
  }

  private static String name(Statement database) {
    try (var rows = database.executeQuery("select name from plant where id = 30203")) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  private static HttpClient client(String address) throws Exception {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .localAddress(InetAddress.getByName(address))
        .build();
  }

  private static String query(String document) {
    return JsonMapper.shared().writeValueAsString(Map.of("query", document));
  }

  private static void refused(
      CompletableFuture<HttpResponse<String>> sent, int status, String code, String message)
      throws Exception {
    var answer = answer(sent);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(error(answer).at("/extensions/code").asString()).isEqualTo(code);
    assertThat(error(answer).path("message").asString()).contains(message);
  }

  private static JsonNode error(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body()).at("/errors/0");
  }

  private static HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> sent)
      throws Exception {
    return sent.get(BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  private static void await(BooleanSupplier holds) {
    var limit = Instant.now().plus(BOUND);
    while (!holds.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(limit);
      Thread.onSpinWait();
    }
  }
}
