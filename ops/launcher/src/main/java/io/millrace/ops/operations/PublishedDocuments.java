package io.millrace.ops.operations;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The rows of {@code millrace.trusted_document}. */
public final class PublishedDocuments {

  private final Connection database;

  public PublishedDocuments(Connection database) {
    this.database = database;
  }

  /**
   * A published document.
   *
   * @param client whose it is
   * @param id its name
   * @param text the document
   * @param versions what the builds ask for that have published it
   */
  public record Published(String client, String id, String text, DeclaredVersions versions) {}

  /** All of them, by client and id. */
  public List<Published> all() throws SQLException {
    try (var statement = database.createStatement();
        var rows =
            statement.executeQuery(
                """
                select client, id, document, api_versions from millrace.trusted_document
                order by client, number""")) {
      var all = new ArrayList<Published>();
      while (rows.next()) {
        all.add(
            new Published(
                rows.getString("client"),
                rows.getString("id"),
                rows.getString("document"),
                new DeclaredVersions(
                    Arrays.asList((String[]) rows.getArray("api_versions").getArray()))));
      }
      return all;
    }
  }

  /** One publisher at a time, so that numbers are in the order in which they become visible. */
  void lock() throws SQLException {
    try (var statement = database.createStatement()) {
      statement.execute("lock table millrace.trusted_document in share row exclusive mode");
    }
  }

  /** Adds a document, unless its client has one of this id. */
  boolean insert(Published document, String hash) throws SQLException {
    try (var statement =
        database.prepareStatement(
            """
            insert into millrace.trusted_document (client, id, sha256, document, api_versions)
            values (?, ?, ?, ?, ?)
            on conflict (client, id) do nothing""")) {
      statement.setString(1, document.client());
      statement.setString(2, document.id());
      statement.setString(3, hash);
      statement.setString(4, document.text());
      statement.setArray(5, versions(document));
      return statement.executeUpdate() == 1;
    }
  }

  /** The text of a client's document. */
  Optional<String> text(String client, String id) throws SQLException {
    try (var statement =
        database.prepareStatement(
            "select document from millrace.trusted_document where client = ? and id = ?")) {
      statement.setString(1, client);
      statement.setString(2, id);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  /** Adds versions to those of a document that is there. */
  void declare(Published document) throws SQLException {
    try (var statement =
        database.prepareStatement(
            """
            update millrace.trusted_document
            set api_versions =
              array(select distinct version from unnest(api_versions || ?) version order by version)
            where client = ? and id = ? and not api_versions @> ?""")) {
      statement.setArray(1, versions(document));
      statement.setString(2, document.client());
      statement.setString(3, document.id());
      statement.setArray(4, versions(document));
      statement.executeUpdate();
    }
  }

  private Array versions(Published document) throws SQLException {
    return database.createArrayOf("text", document.versions().names().toArray());
  }
}
