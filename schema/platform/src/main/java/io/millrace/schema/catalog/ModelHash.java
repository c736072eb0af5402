package io.millrace.schema.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

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
    line(text, "key", key.toString());
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
    line(text, "shape", shape.toString());
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

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(' ').append(value).append('\n');
  }
}
