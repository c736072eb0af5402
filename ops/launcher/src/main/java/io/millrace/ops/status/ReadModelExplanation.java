package io.millrace.ops.status;

import io.millrace.schema.catalog.ChangeRoute;
import io.millrace.schema.catalog.DocumentField;
import io.millrace.schema.catalog.KeyDefinition.KeyColumn;
import io.millrace.schema.catalog.NamedStatement;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.IndexMapping;
import io.millrace.schema.store.StoreNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Everything that follows from a read model's two files, for the person who wrote them. */
public final class ReadModelExplanation {

  private static final int SAMPLE_KEYS = 100;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final ReadModel model;
  private final StoreNames names;

  /**
   * Explains one model.
   *
   * @param names of the installation that it is explained for
   */
  public ReadModelExplanation(ReadModel model, StoreNames names) {
    this.model = model;
    this.names = names;
  }

  /**
   * The explanation; the plan is that of Postgres for a batch of keys that the tables hold, run
   * read-only and without executing the statement.
   */
  public String text(Connection connection) throws SQLException {
    var text = new StringJoiner(System.lineSeparator());
    text.add("%s  (%s, version %s)".formatted(model.type(), model.file(), model.hash()));
    text.add("");
    text.add(
        "key         %s of %s(%s)"
            .formatted(
                model.key().columns().stream()
                    .map(column -> column.name() + " " + column.sqlType())
                    .collect(Collectors.joining(", ")),
                model.key().rootTable(),
                String.join(", ", model.key().rootColumns())));
    model.routes().forEach(route -> text.add("changed by  " + describe(route)));
    model
        .uniqueKeys()
        .forEach(
            key ->
                text.add(
                    "unique      %s (%s)".formatted(key.name(), String.join(", ", key.fields()))));
    text.add("");
    text.add("document");
    model.shape().fields().forEach(field -> text.add("  " + describe(field)));
    text.add("");
    text.add("Redis keys  " + names.documentPattern(model));
    text.add("index       " + names.index(model));
    text.add("alias       " + names.alias(model));
    text.add("mapping");
    text.add(
        JSON.writeValueAsString(JSON.readValue(IndexMapping.of(model).mappings(), Map.class))
            .indent(2)
            .stripTrailing());
    text.add("");
    text.add("plan for up to %d keys".formatted(SAMPLE_KEYS));
    plan(connection).forEach(line -> text.add("  " + line));
    return text.toString();
  }

  private static String describe(ChangeRoute route) {
    var source = route.table() + "(" + String.join(", ", route.columns()) + ")";
    return route.keyQuery() == null ? source : source + ": " + route.keyQuery();
  }

  private static String describe(DocumentField field) {
    var notes = new ArrayList<String>();
    var indexing = field.indexing();
    if (field.inaccessible()) {
      notes.add("inaccessible");
    }
    if (indexing.filterable()) {
      notes.add("filterable");
    }
    if (indexing.sortable()) {
      notes.add("sortable");
    }
    if (indexing.textBoost() != null) {
      notes.add("text × " + indexing.textBoost());
    }
    if (indexing.uniqueKey() != null) {
      notes.add("unique " + indexing.uniqueKey());
    }
    return "%-20s %s".formatted(field.name(), String.join(", ", notes)).stripTrailing();
  }

  private List<String> plan(Connection connection) throws SQLException {
    var statement = NamedStatement.forJdbc(model.sql());
    var columns =
        model.key().columns().stream()
            .collect(Collectors.toMap(KeyColumn::parameter, column -> column));
    try (var explain = connection.prepareStatement("explain (costs off) " + statement.sql())) {
      for (int i = 0; i < statement.occurrences().size(); i++) {
        var column = columns.get(statement.occurrences().get(i));
        if (column != null) {
          var keys = sample(connection, column).toArray();
          explain.setArray(i + 1, connection.createArrayOf(column.sqlType(), keys));
        }
      }
      try (var rows = explain.executeQuery()) {
        var lines = new ArrayList<String>();
        while (rows.next()) {
          lines.add(rows.getString(1));
        }
        return lines;
      }
    }
  }

  private List<Object> sample(Connection connection, KeyColumn column) throws SQLException {
    var rootColumn = model.key().rootColumns().get(model.key().columns().indexOf(column));
    // Both names come from a file that the catalog has checked against the tables.
    var sql =
        "select %s from %s limit %d".formatted(rootColumn, model.key().rootTable(), SAMPLE_KEYS);
    try (var query = connection.createStatement();
        var rows = query.executeQuery(sql)) {
      var values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getObject(1));
      }
      return values;
    }
  }
}
