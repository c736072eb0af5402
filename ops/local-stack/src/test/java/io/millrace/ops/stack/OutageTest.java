package io.millrace.ops.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import org.junit.jupiter.api.Test;

/** What the tests of outages build on. */
class OutageTest {

  @Test
  void postgresKeepsWhatItAcknowledgedThroughAKill() throws Exception {
    try (PostgresServer postgres = TestStack.ownPostgres()) {
      int port = postgres.port();
      PostgresDatabase database = postgres.createDatabase("kept");
      database.execute("create table t as select generate_series(1, 1000) as a");
      database.execute("select pg_create_logical_replication_slot('s', 'pgoutput')");
      postgres.kill();
      assertThat(postgres.isRunning()).isFalse();
      postgres.restart();
      assertThat(postgres.port()).isEqualTo(port);
      try (Connection connection = database.connect();
          ResultSet row =
              connection
                  .createStatement()
                  .executeQuery(
                      "select count(*), (select count(*) from pg_replication_slots) from t")) {
        row.next();
        assertThat(row.getInt(1)).isEqualTo(1000);
        assertThat(row.getInt(2)).isEqualTo(1);
      }
      postgres.dropDatabase("kept");
    }
  }

  @Test
  void redisKeepsWhatReachedItsFileThroughAKill() throws Exception {
    try (RedisServer redis = TestStack.ownRedis()) {
      try (RespConnection connection = RespConnection.open(redis.port())) {
        connection.ask("SET", "a", "1");
        // A kill takes only what the server has not yet handed to the operating system.
        assertThat(connection.ask("PING")).isEqualTo("PONG");
      }
      redis.kill();
      redis.restart();
      try (RespConnection connection = RespConnection.open(redis.port())) {
        assertThat(connection.ask("EXISTS", "a")).isEqualTo("1");
      }
    }
  }

  @Test
  void elasticsearchKeepsWhatItAcknowledgedThroughAKill() throws Exception {
    try (ElasticsearchServer elasticsearch = TestStack.ownElasticsearch()) {
      Sample.index(elasticsearch);
      elasticsearch.kill();
      elasticsearch.restart();
      assertThat(Sample.indexed(elasticsearch)).isEqualTo(Sample.WRITTEN.get(1));
    }
  }

  @Test
  void aStopEndsEachServerInOrderAndReturnsWhenItIsGone() throws Exception {
    try (PostgresServer postgres = TestStack.ownPostgres();
        ElasticsearchServer elasticsearch = TestStack.ownElasticsearch();
        RedisServer redis = TestStack.ownRedis()) {
      assertThat(logAfterStop(postgres)).contains("database system is shut down");
      // The JVM's first thread ends long before the node has closed.
      assertThat(logAfterStop(elasticsearch)).contains("Elasticsearch has stopped");
      assertThat(logAfterStop(redis)).contains("ready to exit");
    }
  }

  private static String logAfterStop(LocalServer server) throws Exception {
    long pid = server.pid().orElseThrow();
    server.stop();
    assertThat(ProcessHandle.of(pid).filter(Liveness::runs)).isEmpty();
    return Files.readString(server.place().log());
  }
}
