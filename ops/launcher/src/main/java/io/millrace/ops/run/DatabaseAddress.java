package io.millrace.ops.run;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a Postgres database is, in the forms that its different clients take.
 *
 * @param host its host
 * @param port its port
 * @param database its name
 * @param user who connects
 * @param password empty where none is needed
 */
public record DatabaseAddress(
    String host, int port, String database, String user, String password) {

  private static final int DEFAULT_PORT = 5432;

  /**
   * The address in psql's form, {@code postgresql://user:password@host:port/database}.
   *
   * @throws IllegalArgumentException when the text is of another form
   */
  public static DatabaseAddress parse(String uri) {
    var parsed = URI.create(uri);
    boolean postgres =
        "postgresql".equals(parsed.getScheme()) || "postgres".equals(parsed.getScheme());
    var path = parsed.getPath();
    if (!postgres || parsed.getHost() == null || path == null || path.length() < 2) {
      throw new IllegalArgumentException(
          "A Postgres address is written postgresql://user:password@host:port/database");
    }
    var info = parsed.getRawUserInfo() == null ? "postgres" : parsed.getRawUserInfo();
    int colon = info.indexOf(':');
    return new DatabaseAddress(
        parsed.getHost(),
        parsed.getPort() < 0 ? DEFAULT_PORT : parsed.getPort(),
        path.substring(1),
        decode(colon < 0 ? info : info.substring(0, colon)),
        colon < 0 ? "" : decode(info.substring(colon + 1)));
  }

  /** For JDBC, without the credentials. */
  public String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
  }

  /** For R2DBC, without the credentials. */
  public String r2dbcUrl() {
    return "r2dbc:postgresql://%s:%d/%s".formatted(host, port, database);
  }

  private static String decode(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
