package io.millrace.ops.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import graphql.ExecutionInput;
import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import io.millrace.ops.operations.OperationManifest.NamedOperation;
import io.millrace.schema.catalog.Catalog;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Publishes a client's documents: all that a manifest has, or none. */
public final class OperationPublication {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final GraphQLSchema schema;
  private final Connection database;

  /**
   * @param database open, with the right to write {@code millrace.trusted_document}
   */
  public OperationPublication(Catalog catalog, Connection database) {
    this.schema = UnExecutableSchemaGenerator.makeUnExecutableSchema(catalog.published());
    this.database = database;
  }

  /**
   * What became of a manifest.
   *
   * @param published documents that are new
   * @param known documents that had been published before, and are the same
   * @param problems why nothing was published; empty where all is well
   */
  public record Report(int published, int known, List<String> problems) {

    public Report {
      problems = List.copyOf(problems);
    }
  }

  /** Publishes what a client's build has written. */
  public Report publish(String client, OperationManifest manifest) throws SQLException {
    var problems = new ArrayList<String>();
    manifest.operations().forEach(operation -> check(operation, problems));
    if (!problems.isEmpty()) {
      return new Report(0, 0, problems);
    }
    database.setAutoCommit(false);
    try {
      lock();
      int published = 0;
      for (var operation : manifest.operations()) {
        if (insert(client, operation)) {
          published++;
        } else if (!stored(client, operation.id()).equals(operation.document())) {
          problems.add(
              "%s: another document is published under this id; give the changed one an id of its own"
                  .formatted(operation.id()));
        }
      }
      if (problems.isEmpty()) {
        database.commit();
        return new Report(published, manifest.operations().size() - published, List.of());
      }
      database.rollback();
      return new Report(0, 0, problems);
    } catch (SQLException failure) {
      database.rollback();
      throw failure;
    }
  }

  private void check(NamedOperation operation, List<String> problems) {
    if (HASH.matcher(operation.id()).matches()
        && !operation.id().equals(sha256(operation.document()))) {
      problems.add(operation.id() + ": the id looks like a hash, and is not the document's");
      return;
    }
    var parsed =
        ParseAndValidate.parse(ExecutionInput.newExecutionInput(operation.document()).build());
    if (parsed.isFailure()) {
      problems.add(operation.id() + ": " + parsed.getSyntaxException().getMessage());
      return;
    }
    var document = parsed.getDocument();
    if (document.getDefinitionsOfType(OperationDefinition.class).isEmpty()) {
      problems.add(operation.id() + ": there is no operation in it");
    }
    ParseAndValidate.validate(schema, document, Locale.ENGLISH).stream()
        .map(GraphQLError::getMessage)
        .forEach(message -> problems.add(operation.id() + ": " + message));
  }

  /** One publisher at a time, so that numbers are in the order in which they become visible. */
  private void lock() throws SQLException {
    try (var statement = database.createStatement()) {
      statement.execute("lock table millrace.trusted_document in share row exclusive mode");
    }
  }

  private boolean insert(String client, NamedOperation operation) throws SQLException {
    try (var statement =
        database.prepareStatement(
            """
            insert into millrace.trusted_document (client, id, sha256, document)
            values (?, ?, ?, ?)
            on conflict (client, id) do nothing""")) {
      statement.setString(1, client);
      statement.setString(2, operation.id());
      statement.setString(3, sha256(operation.document()));
      statement.setString(4, operation.document());
      return statement.executeUpdate() == 1;
    }
  }

  private String stored(String client, String id) throws SQLException {
    try (var statement =
        database.prepareStatement(
            "select document from millrace.trusted_document where client = ? and id = ?")) {
      statement.setString(1, client);
      statement.setString(2, id);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }
}
