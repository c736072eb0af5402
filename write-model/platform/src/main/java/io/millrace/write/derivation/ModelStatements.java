package io.millrace.write.derivation;

import static java.util.stream.Collectors.joining;

import io.millrace.schema.catalog.KeyDefinition;
import io.millrace.schema.catalog.KeyDefinition.KeyColumn;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.CanonicalWriter;
import io.millrace.schema.key.DocumentKey;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one read model, made once, and how its keys are bound to and read from them.
 */
final class ModelStatements {

  private final ReadModel model;
  private final CanonicalWriter writer;
  private final BoundStatement derive;
  private final BoundStatement count;
  private final String firstKeys;
  private final String nextKeys;

  ModelStatements(ReadModel model) {
    this.model = model;
    this.writer = CanonicalWriter.of(model);
    var types =
        model.key().columns().stream()
            .collect(Collectors.toMap(KeyColumn::parameter, KeyColumn::sqlType));
    derive =
        BoundStatement.of(
            model.sql(),
            name -> {
              var type = types.get(name);
              if (type == null) {
                throw new IllegalArgumentException(
                    "%s binds ':%s', which is no key column".formatted(model.file(), name));
              }
              return type;
            });
    count =
        new BoundStatement(
            "select count(*) from (\n" + derive.sql() + "\n) as document", derive.parameters());
    firstKeys = walk(model.key(), "");
    nextKeys =
        walk(
            model.key(),
            " where (%s) > (%s)"
                .formatted(
                    String.join(", ", model.key().rootColumns()),
                    IntStream.range(0, model.key().columns().size())
                        .mapToObj(i -> "$%d::text::%s".formatted(i + 1, columnType(i)))
                        .collect(joining(", "))));
  }

  private String columnType(int column) {
    return model.key().columns().get(column).sqlType();
  }

  private static String walk(KeyDefinition key, String condition) {
    var columns = String.join(", ", key.rootColumns());
    // The limit is appended as a number, so that the plan knows it.
    return "select %s from %s%s order by %s limit "
        .formatted(columns, key.rootTable(), condition, columns);
  }

  ReadModel model() {
    return model;
  }

  /** A writer for one thread. */
  CanonicalWriter writer() {
    return writer.another();
  }

  BoundStatement derive() {
    return derive;
  }

  BoundStatement count() {
    return count;
  }

  String firstKeys(int limit) {
    return firstKeys + limit;
  }

  String nextKeys(int limit) {
    return nextKeys + limit;
  }

  /**
   * Whether the key can name a row. A client can make up an id whose key is none; it has no
   * document, and must not spoil the batch.
   */
  boolean fits(DocumentKey key) {
    var parts = parts(key);
    if (parts.size() != model.key().columns().size()) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      if (!SqlArray.fits(columnType(i), parts.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** One array for each key column. */
  Map<String, Object> arrays(Collection<DocumentKey> keys) {
    var columns = model.key().columns();
    var values = new ArrayList<List<String>>();
    columns.forEach(_ -> values.add(new ArrayList<>(keys.size())));
    for (var key : keys) {
      var parts = parts(key);
      for (int i = 0; i < columns.size(); i++) {
        values.get(i).add(parts.get(i));
      }
    }
    var arrays = new HashMap<String, Object>();
    for (int i = 0; i < columns.size(); i++) {
      arrays.put(columns.get(i).parameter(), SqlArray.of(columns.get(i).sqlType(), values.get(i)));
    }
    return arrays;
  }

  /**
   * The parts of a key of this model.
   *
   * @throws IllegalArgumentException when it is no key of this model
   */
  List<String> parts(DocumentKey key) {
    var parts = key.parts();
    if (!key.type().equals(model.type())) {
      throw new IllegalArgumentException("%s is no key of %s".formatted(key, model.type()));
    }
    return parts;
  }

  /** The key in a row of the model's statement, whose columns go by the key columns' names. */
  DocumentKey keyByName(Readable row) {
    var columns = model.key().columns();
    var parts = new Object[columns.size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = part(row.get(columns.get(i).name()), columns.get(i).name());
    }
    return DocumentKey.of(model.type(), parts);
  }

  /** The key in a row of a key query, whose first columns are the key columns. */
  DocumentKey keyByPlace(Readable row) {
    var columns = model.key().columns();
    var parts = new Object[columns.size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = part(row.get(i), columns.get(i).name());
    }
    return DocumentKey.of(model.type(), parts);
  }

  private Object part(@Nullable Object value, String column) {
    if (value == null) {
      throw new IllegalStateException(
          "%s: a row has null in the key column %s".formatted(model.file(), column));
    }
    return SqlArray.text(value);
  }
}
