package io.millrace.write.check;

import io.millrace.schema.catalog.KeyDefinition.KeyColumn;
import io.millrace.schema.catalog.NamedStatement;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.CanonicalWriter;
import io.millrace.schema.document.DocumentMismatchException;
import io.millrace.schema.key.DocumentKey;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Derives a few documents and holds them against the type: field by field, by the real writer. */
final class SampleCheck {

  private static final int SAMPLES = 20;

  private final Session database;
  private final ReadModel model;

  SampleCheck(Session database, ReadModel model) {
    this.database = database;
    this.model = model;
  }

  /** The misfits, each once, with the path in the document as their key. */
  Map<String, DocumentMismatchException> misfits() throws SQLException {
    var writer = CanonicalWriter.of(model);
    var misfits = new LinkedHashMap<String, DocumentMismatchException>();
    for (var document : documents(keys())) {
      try {
        writer.write(document.key(), document.json());
      } catch (DocumentMismatchException misfit) {
        misfits.putIfAbsent(misfit.path().replaceAll("\\[\\d+]", "[]"), misfit);
      }
    }
    return misfits;
  }

  private record Derived(DocumentKey key, byte[] json) {}

  private List<List<String>> keys() throws SQLException {
    var columns = model.key().rootColumns();
    return database.query(
        "select %s from %s order by %s limit %d"
            .formatted(
                columns.stream().map(column -> column + "::text").collect(Collectors.joining(", ")),
                model.key().rootTable(),
                String.join(", ", columns),
                SAMPLES),
        row -> {
          var key = new ArrayList<String>();
          for (int i = 1; i <= columns.size(); i++) {
            key.add(row.getString(i));
          }
          return key;
        });
  }

  private List<Derived> documents(List<List<String>> keys) throws SQLException {
    var columns = model.key().columns();
    var parameters = columns.stream().map(KeyColumn::parameter).toList();
    var types =
        columns.stream().collect(Collectors.toMap(KeyColumn::parameter, KeyColumn::sqlType));
    // As texts, since only Postgres knows how to read every type from its text.
    var cast =
        NamedStatement.render(
            model.sql(), name -> "(:%s::text[]::%s[])".formatted(name, types.get(name)));
    var statement = NamedStatement.forJdbc(cast);
    var arrays =
        statement.occurrences().stream()
            .map(
                name ->
                    keys.stream()
                        .map(key -> key.get(parameters.indexOf(name)))
                        .toArray(String[]::new))
            .toArray();
    return database.query(
        statement.sql(),
        row -> {
          var parts = new Object[columns.size()];
          IntStream.range(0, parts.length).forEach(i -> parts[i] = "");
          for (int i = 0; i < parts.length; i++) {
            parts[i] = String.valueOf(row.getString(columns.get(i).name()));
          }
          return new Derived(
              DocumentKey.of(model.type(), parts),
              String.valueOf(row.getString("document")).getBytes(StandardCharsets.UTF_8));
        },
        arrays);
  }
}
