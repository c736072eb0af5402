package io.millrace.ops.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One database, with its addresses in the forms that the different clients take.
 *
 * @param host loopback address
 * @param port the server's
 * @param name the database's
 * @param user a superuser
 * @param password any would do: connections over the loopback interface are trusted
 */
public record PostgresDatabase(String host, int port, String name, String user, String password) {

  /** For psql: {@code postgresql://user:password@host:port/name}. */
  public String uri() {
    return "postgresql://" + user + ":" + password + "@" + host + ":" + port + "/" + name;
  }

  /** For JDBC, without the credentials. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + name;
  }

  /** For R2DBC, without the credentials. */
  public String r2dbcUrl() {
    return "r2dbc:postgresql://" + host + ":" + port + "/" + name;
  }

  /** Opens a connection, which the caller closes. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), user, password);
  }

  /**
   * Runs one or more statements, each committed by itself unless they say otherwise.
   *
   * @throws StackException with Postgres' message where one fails
   */
  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new StackException("Postgres refused: " + sql, failure);
    }
  }
}
