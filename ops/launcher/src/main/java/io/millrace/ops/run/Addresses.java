package io.millrace.ops.run;

import io.millrace.ops.stack.Liveness;
import io.millrace.write.StreamProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where everything that runs can be reached.
 *
 * @param supervisor the process that stops all of it
 * @param api the GraphQL endpoint
 * @param projector the projector's operator endpoints
 * @param postgres as psql takes it
 * @param elasticsearch as curl takes it
 * @param redis as redis-cli takes it
 * @param stream the stream of changes, which names everything in the stores
 */
public record Addresses(
    long supervisor,
    String api,
    String projector,
    String postgres,
    String elasticsearch,
    String redis,
    StreamProperties stream) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The addresses in a file; empty where there is none or the process that wrote it is gone. */
  public static Optional<Addresses> read(Path file) {
    try {
      var addresses = JSON.readValue(Files.readString(file), Addresses.class);
      return ProcessHandle.of(addresses.supervisor()).filter(Liveness::runs).isPresent()
          ? Optional.of(addresses)
          : Optional.empty();
    } catch (IOException | JacksonException absent) {
      return Optional.empty();
    }
  }

  /** The same with an API that speaks HTTPS. */
  Addresses overTls() {
    return new Addresses(
        supervisor,
        api.replaceFirst("^http:", "https:"),
        projector,
        postgres,
        elasticsearch,
        redis,
        stream);
  }

  /** Writes the file in one step, so that a reader never sees half of it. */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    var draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, JSON.writeValueAsString(this));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * The settings by which an application finds its servers, as environment variables.
   *
   * @param login those that say as whom it speaks to Postgres
   */
  Map<String, String> environment(Map<String, String> login) {
    var database = DatabaseAddress.parse(postgres);
    var environment = new LinkedHashMap<>(login);
    environment.put("SPRING_R2DBC_URL", database.r2dbcUrl());
    environment.put("SPRING_DATA_REDIS_URL", redis);
    environment.put("SPRING_ELASTICSEARCH_URIS", elasticsearch);
    environment.putAll(Settings.environmentOf(stream));
    return environment;
  }
}
