package io.millrace.ops.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Redis 6.2 with its append-only file, which is forced to disk every second. */
public final class RedisServer extends LocalServer {

  /** How many logical databases there are, numbered from 0. */
  public static final int DATABASES = 256;

  RedisServer(ServerPlace place) {
    super(place, "TERM");
  }

  /** {@code redis://127.0.0.1:port}, as {@code redis-cli -u} takes it. */
  @Override
  public String uri() {
    return "redis://" + HOST + ":" + port();
  }

  /** The address of one logical database. */
  public String uri(int database) {
    if (database < 0 || database >= DATABASES) {
      throw new IllegalArgumentException("No logical database: " + database);
    }
    return uri() + "/" + database;
  }

  /** Empties all logical databases. */
  public void flush() {
    command("FLUSHALL");
  }

  /** Empties one logical database. */
  public void flush(int database) {
    try (RespConnection connection = RespConnection.open(port())) {
      connection.ask("SELECT", Integer.toString(database));
      connection.ask("FLUSHDB");
    } catch (IOException failure) {
      throw new StackException("Redis did not flush database " + database, failure);
    }
  }

  private void command(String... words) {
    try (RespConnection connection = RespConnection.open(port())) {
      connection.ask(words);
    } catch (IOException failure) {
      throw new StackException("Redis refused " + String.join(" ", words), failure);
    }
  }

  @Override
  List<String> prepare() throws IOException {
    Path data = Files.createDirectories(place().data());
    Path configuration = data.resolve("redis.conf");
    Files.writeString(configuration, configuration());
    return List.of(Binaries.ofThisMachine().redis().toString(), configuration.toString());
  }

  private String configuration() {
    return """
    # Written anew at every start.
    bind 127.0.0.1
    port %d
    dir "%s"
    daemonize no
    databases %d
    # The append-only file is the durability; snapshots beside it would only write everything twice.
    appendonly yes
    appendfsync everysec
    save ""
    # A store of read models must refuse rather than forget.
    maxmemory-policy noeviction
    """
        .formatted(port(), place().data(), DATABASES);
  }

  @Override
  boolean answers() {
    try (RespConnection connection = RespConnection.open(port())) {
      return connection.ask("PING").equals("PONG");
    } catch (IOException notYet) {
      // Refused before it listens, "LOADING" while it reads its file.
      return false;
    }
  }
}
