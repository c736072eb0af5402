package io.millrace.schema.catalog;

import java.util.Locale;
import java.util.Optional;

/** Finds a field of a document by its path, such as {@code price.amount}. */
final class DocumentPath {

  private DocumentPath() {}

  static Optional<DocumentField> resolve(ObjectShape shape, String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return shape.field(path);
    }
    return shape
        .field(path.substring(0, dot))
        .flatMap(outer -> outer.type().nestedShape())
        .flatMap(nested -> resolve(nested, path.substring(dot + 1)));
  }

  /** The field that an enum value means by its name: {@code CREATED_AT} is {@code createdAt}. */
  static String ofEnumValue(String value) {
    var path = new StringBuilder();
    for (var word : value.toLowerCase(Locale.ROOT).split("_")) {
      path.append(path.isEmpty() || word.isEmpty() ? word : capitalized(word));
    }
    return path.toString();
  }

  static String capitalized(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
