package io.millrace.projector.backfill;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.IndexMapping;
import io.millrace.schema.key.DocumentKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The tables {@code millrace.read_model} and {@code millrace.backfill}. */
public final class ReadModelRows {

  private final DataSource dataSource;

  public ReadModelRows(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Records the version of a read model where it is new. */
  public void ensure(ReadModel model) {
    execute(
        """
        insert into millrace.read_model (model, hash, definition) values (?, ?, ?::jsonb)
        on conflict (model, hash) do nothing
        """,
        model.type(),
        model.hash(),
        definition(model));
  }

  /** Whether every key of the version was derived once. */
  public boolean backfilled(ReadModel model) {
    return query(
            "select 1 from millrace.read_model"
                + " where model = ? and hash = ? and backfilled_at is not null",
            model)
        .isPresent();
  }

  /** Whether any version of any read model was ever backfilled. */
  public boolean anythingBackfilled() {
    return execute("select 1 from millrace.read_model where backfilled_at is not null limit 1") > 0;
  }

  /** Records that every key of the version was derived once. */
  public void finish(ReadModel model) {
    execute(
        "update millrace.read_model set backfilled_at = now() where model = ? and hash = ?",
        model.type(),
        model.hash());
  }

  /** How far a backfill has come; empty where it has not begun. */
  public Optional<Progress> progress(ReadModel model) {
    return query(
            "select array_to_json(last_key)::text, rows_done from millrace.backfill"
                + " where model = ? and hash = ?",
            model)
        .map(
            row ->
                new Progress(
                    Optional.ofNullable(row.get(0))
                        .map(
                            json ->
                                key(model, JsonMapper.shared().readValue(json, String[].class))),
                    Long.parseLong(String.valueOf(row.get(1)))));
  }

  /** Records how far a backfill has come. */
  public void advance(ReadModel model, DocumentKey last, long rowsDone) {
    execute(
        """
        insert into millrace.backfill (model, hash, last_key, rows_done) values (?, ?, ?, ?)
        on conflict (model, hash) do update
        set last_key = excluded.last_key, rows_done = excluded.rows_done, updated_at = now()
        """,
        model.type(),
        model.hash(),
        last.parts().toArray(String[]::new),
        rowsDone);
  }

  /** Forgets that anything was backfilled, as befits empty stores. */
  public void reset() {
    execute("delete from millrace.backfill");
    execute("update millrace.read_model set backfilled_at = null");
  }

  private static DocumentKey key(ReadModel model, String[] parts) {
    return DocumentKey.of(model.type(), (Object[]) parts);
  }

  private static String definition(ReadModel model) {
    var routes =
        model.routes().stream()
            .map(
                route -> {
                  var fields = new HashMap<String, @Nullable Object>();
                  fields.put("table", route.table());
                  fields.put("columns", route.columns());
                  fields.put("keyQuery", route.keyQuery());
                  return fields;
                })
            .toList();
    var mapping = JsonMapper.shared().readTree(IndexMapping.of(model).mappings());
    return JsonMapper.shared()
        .writeValueAsString(Map.of("sql", model.sql(), "routes", routes, "mapping", mapping));
  }

  private Optional<List<@Nullable String>> query(String sql, ReadModel model) {
    try (var connection = dataSource.getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setString(1, model.type());
      statement.setString(2, model.hash());
      try (var rows = statement.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        var row = new java.util.ArrayList<@Nullable String>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          row.add(rows.getString(column));
        }
        return Optional.of(row);
      }
    } catch (SQLException failure) {
      throw new ProgressLostException(failure);
    }
  }

  /** Runs a statement; gives the rows that it changed, or whether it gave one. */
  private int execute(String sql, Object... parameters) {
    try (var connection = dataSource.getConnection()) {
      return execute(connection, sql, parameters);
    } catch (SQLException failure) {
      throw new ProgressLostException(failure);
    }
  }

  private static int execute(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int at = 0; at < parameters.length; at++) {
        var value =
            parameters[at] instanceof String[] texts
                ? connection.createArrayOf("text", texts)
                : parameters[at];
        statement.setObject(at + 1, value);
      }
      boolean hasRows = statement.execute();
      if (!hasRows) {
        return statement.getUpdateCount();
      }
      try (var rows = statement.getResultSet()) {
        return rows.next() ? 1 : 0;
      }
    }
  }

  /**
   * How far a backfill has come.
   *
   * @param last the last key that is in every store; empty before the first
   * @param rowsDone how many keys that were
   */
  public record Progress(Optional<DocumentKey> last, long rowsDone) {}
}
