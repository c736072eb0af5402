package io.millrace.api.search;

import io.millrace.schema.catalog.AccessRule;
import io.millrace.schema.catalog.AccessRules;
import io.millrace.schema.catalog.ObjectShape;

/** What the fields of documents demand of those who ask about them. */
record FieldRules(AccessRules rules) {

  /**
   * What a field demands, with everything on the way to it.
   *
   * @param path its name; behind dots the names in the objects that it leads into
   */
  AccessRule of(ObjectShape shape, String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return rules.ofField(shape.typeName(), path);
    }
    var first = path.substring(0, dot);
    var rule = rules.ofField(shape.typeName(), first);
    return shape
        .field(first)
        .flatMap(field -> field.type().nestedShape())
        .map(below -> rule.and(of(below, path.substring(dot + 1))))
        .orElse(rule);
  }
}
