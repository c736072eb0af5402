package io.millrace.schema.catalog;

import io.millrace.schema.catalog.DocumentField.Indexing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What tells two versions of a read model apart: everything that documents, mapping, unique keys
 * and routing follow from, and no comment or layout.
 */
final class ModelHash {

  private static final int DIGITS = 12;

  private ModelHash() {}

  static String of(
      KeyDefinition key,
      List<ChangeRoute> routes,
      List<UniqueKey> uniqueKeys,
      ObjectShape shape,
      String statement) {
    var text = new StringBuilder();
    line(text, "statement", normalized(statement));
    for (var column : key.columns()) {
      line(text, "key", column.name() + " " + column.sqlType());
    }
    line(text, "root", key.rootTable() + key.rootColumns());
    for (var route : routes) {
      var query = route.keyQuery();
      line(
          text,
          "route",
          route.table() + route.columns() + (query == null ? "" : normalized(query)));
    }
    for (var unique : uniqueKeys) {
      line(text, "unique", unique.name() + unique.fields() + normalized(unique.keyQuery()));
    }
    line(text, "shape", shape(shape));
    try {
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** The statement without comments, with single spaces. */
  static String normalized(String sql) {
    var text = new StringBuilder();
    boolean gap = false;
    for (var token : SqlToken.scan(sql)) {
      if (token.isCode()) {
        text.append(gap && !text.isEmpty() ? " " : "").append(token.text());
      }
      gap = !token.isCode();
    }
    return text.toString();
  }

  /**
   * The shape as documents and mapping follow from it. Whether a field is public, or may be null,
   * changes neither. Written out, since a renamed component must not rebuild every read model.
   */
  private static String shape(ObjectShape shape) {
    return shape.fields().stream()
        .map(field -> field.name() + ":" + type(field.type()) + indexing(field.indexing()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String type(WireType type) {
    return switch (type) {
      case WireType.Id id -> "ID(" + id.of() + ")";
      case WireType.Nested nested -> shape(nested.shape());
      case WireType.ListOf list -> "[" + type(list.element()) + "]";
      case WireType.EnumValue _ -> "enum";
      case WireType.Scalar _ -> WireTypeNames.of(type);
    };
  }

  private static String indexing(Indexing indexing) {
    return (indexing.filterable() ? " filterable" : "")
        + (indexing.sortable() ? " sortable" : "")
        + (indexing.textBoost() == null ? "" : " text(" + indexing.textBoost() + ")")
        + (indexing.suggest() ? " suggest" : "")
        + (indexing.facet() ? " facet" : "")
        + (indexing.scale() == null ? "" : " scale(" + indexing.scale() + ")")
        + (indexing.uniqueKey() == null ? "" : " unique(" + indexing.uniqueKey() + ")");
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(' ').append(value).append('\n');
  }
}
