package io.millrace.ops.run;

import io.millrace.schema.store.StoreNames;
import io.millrace.write.StreamProperties;
import java.util.Map;

/**
 * What the launcher itself reads from environment variables, by the names that the applications
 * have for the same.
 */
public final class Settings {

  /** Postgres' address, in psql's form. */
  public static final String POSTGRES = "MILLRACE_POSTGRES_URL";

  /** Elasticsearch's address. */
  public static final String ELASTICSEARCH = "MILLRACE_ELASTICSEARCH_URL";

  /** Redis' address. */
  public static final String REDIS = "MILLRACE_REDIS_URL";

  /** The name of the stream of changes. */
  public static final String SOURCE = "MILLRACE_STREAM_SOURCE";

  /** The first part of every name in Elasticsearch and Redis. */
  public static final String STORE_PREFIX = "MILLRACE_STREAM_STOREPREFIX";

  private static final String PARTITION = "MILLRACE_STREAM_PARTITION";

  private Settings() {}

  /**
   * The stream that the environment names, or the usual one.
   *
   * @throws IllegalArgumentException when a name is none that stream and stores take
   */
  public static StreamProperties stream(Map<String, String> environment) {
    var stream =
        new StreamProperties(
            environment.getOrDefault(SOURCE, StoreNames.DEFAULT_SOURCE),
            Integer.parseInt(environment.getOrDefault(PARTITION, "0")),
            environment.getOrDefault(STORE_PREFIX, StoreNames.DEFAULT_PREFIX));
    // Both check their parts, better now than in an application's log.
    stream.stream();
    stream.names();
    return stream;
  }

  /** The variables that name a stream. */
  static Map<String, String> environmentOf(StreamProperties stream) {
    return Map.of(
        SOURCE, stream.source(),
        PARTITION, Integer.toString(stream.partition()),
        STORE_PREFIX, stream.storePrefix());
  }
}
