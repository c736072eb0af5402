package io.millrace.projector.run;

import static io.millrace.projector.run.Library.book;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ops.stack.TestStack;
import io.millrace.projector.run.ProjectorState.Phase;
import io.millrace.projector.run.StoreProxy.Stop;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** DESIGN.md section 5, promise 11: two projectors may run, and one of them owns the slot. */
class TwoProjectorsTest {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** The lock of the slot, as Postgres shows it in the library's own database. */
  private static final String LOCK_HOLDER =
      """
      select pid from pg_locks where locktype = 'advisory' and granted
        and database = (select oid from pg_database where datname = current_database())""";

  private Library library;
  private StoreProxy elasticsearch;

  @BeforeEach
  void open() throws Exception {
    library = Library.open();
    elasticsearch = StoreProxy.to(TestStack.shared().elasticsearch().uri());
  }

  @AfterEach
  void close() throws Exception {
    elasticsearch.close();
    library.close();
  }

  @Test
  void theSecondStandsByAndTakesOverWhenTheOwnerIsKilledWithinABatch() throws Exception {
    int port = freePort();
    try (var owner = start(0)) {
      library.sql("insert into book values (2, 'Before')");
      library.await("the owner follows", () -> library.indexed(book(2)).isPresent());
      try (var second = start(port)) {
        awaitStandby(port);
        assertThat(status(port, "health/readiness")).isEqualTo(200);
        assertThat(status(port, "health/liveness")).isEqualTo(200);
        assertThat(metric(port, "standby")).isEqualTo(1);

        var held = elasticsearch.hold("Quixotic", Stop.BEFORE_THE_STORE);
        library.sql("insert into book values (1, 'Quixotic')");
        held.awaitReached();
        var lookups = library.lookupApplied().wal();
        var searches = library.searchApplied().wal();
        owner.kill();
        library.sql("update book set title = 'After' where id = 2");

        library.awaitApplied();
        assertThat(library.differences()).as(second.log()).isEmpty();
        assertThat(library.indexed(book(1))).isPresent();
        assertThat(library.lookupApplied().wal()).isGreaterThan(lookups);
        assertThat(library.searchApplied().wal()).isGreaterThan(searches);
        assertThat(generation()).isEqualTo("2");
        assertThat(metric(port, "standby")).isZero();
        assertThat(json(port, "health/readiness").path("status").asString()).isEqualTo("UP");
        assertThat(second.log()).contains("generation 2").doesNotContain("The projector stops");
      }
    }
  }

  @Test
  void anOwnerThatIsAskedToEndLetsTheSecondTakeOver() throws Exception {
    int port = freePort();
    try (var owner = start(0)) {
      library.awaitApplied();
      try (var second = start(port)) {
        awaitStandby(port);
        owner.terminate();
        assertThat(owner.exitCode()).as(owner.log()).isZero();
        library.sql("insert into book values (1, 'After')");
        library.awaitApplied();
        assertThat(library.differences()).as(second.log()).isEmpty();
        assertThat(generation()).isEqualTo("2");
      }
    }
  }

  @Test
  void anOwnerWhoseLockAnotherHasGotLetsGoOfTheSlotAndStandsBy() throws Exception {
    var projector = library.start();
    library.awaitProjected();
    try (var other = library.database.connect()) {
      takeFromItsHolder(other);
      library.await("it stands by", () -> projector.state().phase() == Phase.STANDBY);
      library.awaitSlotFree();
      assertThat(projector.lag()).isEmpty();
      library.sql("insert into book values (1, 'While nobody projects')");
    }
    library.awaitProjected();
    assertThat(projector.state().phase()).isEqualTo(Phase.FOLLOWING);
    assertThat(generation()).isEqualTo("2");
    assertThat(library.differences()).isEmpty();
  }

  @Test
  void anOwnerWhoseGenerationIsOverStandsByAndDoesNotHalt() throws Exception {
    var projector = library.start();
    library.awaitProjected();
    library.sql("update millrace.replication set generation = generation + 1");
    library.sql(
        "select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = '%s'"
            .formatted(library.stream.slotName()));
    // It has the lock, so it takes the slot again.
    library.await("it has begun anew", () -> projector.state().generation() == 3);
    library.sql("insert into book values (1, 'After')");
    library.awaitProjected();
    assertThat(library.differences()).isEmpty();
  }

  /** Kills the connection that the lock hangs on and has the lock before anybody asks again. */
  private void takeFromItsHolder(java.sql.Connection other) throws SQLException {
    try (var statement = other.createStatement()) {
      statement.execute(
          """
          select pg_terminate_backend(pid), pg_advisory_lock(hashtextextended('millrace.slot.%s', 0))
          from (%s)"""
              .formatted(library.stream.slotName(), LOCK_HOLDER));
    }
  }

  private ProjectorProcess start(int port) throws IOException {
    return ProjectorProcess.start(
        library, library.redisUri.toURI().toString(), elasticsearch.uri(), "--server.port=" + port);
  }

  private void awaitStandby(int port) {
    library.await(
        "the second stands by",
        () ->
            status(port, "health") == 200
                && json(port, "health").path("status").asString().equals("STANDBY"));
  }

  private String generation() {
    return library.value(
        "select generation from millrace.replication where source = '%s'"
            .formatted(library.stream.source()));
  }

  private static int freePort() throws IOException {
    try (var free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private static double metric(int port, String name) {
    return json(port, "metrics/millrace.projector." + name).at("/measurements/0/value").asDouble();
  }

  private static JsonNode json(int port, String path) {
    return JsonMapper.shared().readTree(get(port, path).body());
  }

  /** The status of the answer, 0 where nobody listens yet. */
  private static int status(int port, String path) {
    try {
      return get(port, path).statusCode();
    } catch (IllegalStateException nobody) {
      return 0;
    }
  }

  private static HttpResponse<String> get(int port, String path) {
    var address = URI.create("http://127.0.0.1:%d/actuator/%s".formatted(port, path));
    try {
      return HTTP.send(
          HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
