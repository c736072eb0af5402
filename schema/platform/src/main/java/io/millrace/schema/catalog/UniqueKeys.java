package io.millrace.schema.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts {@code @unique} fields and {@code unique:} lines together. */
final class UniqueKeys {

  private final Sdl sdl;
  private final Problems problems;

  UniqueKeys(Sdl sdl, Problems problems) {
    this.sdl = sdl;
    this.problems = problems;
  }

  /** The unique keys of a read model; what has no query yet is reported where there is a file. */
  List<UniqueKey> of(String type, @Nullable ReadModelSql sql) {
    var declared = declared(type);
    var queries = new HashMap<String, String>();
    if (sql != null) {
      sql.uniques().forEach(line -> take(line, sql, declared, queries));
      declared.forEach(
          (name, fields) -> {
            if (!queries.containsKey(name)) {
              withoutLine(sql, name, fields);
            }
          });
    }
    var keys = new ArrayList<UniqueKey>();
    declared.forEach(
        (name, fields) ->
            keys.add(new UniqueKey(name, names(fields), queries.getOrDefault(name, ""))));
    return keys;
  }

  private Map<String, List<Sdl.Field>> declared(String type) {
    var declared = new LinkedHashMap<String, List<Sdl.Field>>();
    for (var field : sdl.fieldsOf(type)) {
      for (var unique : field.definition().getDirectives("unique")) {
        declared
            .computeIfAbsent(IndexingReader.uniqueKey(field, unique), key -> new ArrayList<>())
            .add(field);
      }
    }
    return declared;
  }

  private void take(
      ReadModelSql.UniqueLine line,
      ReadModelSql sql,
      Map<String, List<Sdl.Field>> declared,
      Map<String, String> queries) {
    if (!declared.containsKey(line.name()) || queries.put(line.name(), line.query()) != null) {
      problems.add(
          sql.file(),
          line.line(),
          "`unique: %s` names no unique key of %s, or names it twice"
              .formatted(line.name(), sql.type()),
          "Put `@unique` on the field `%s`, or `@unique(key: \"%1$s\")` on each of several."
              .formatted(line.name()));
    }
  }

  private void withoutLine(ReadModelSql sql, String name, List<Sdl.Field> fields) {
    var parameters = KeyParameters.forValues(names(fields));
    problems.at(
        fields.getFirst().definition(),
        "`%s` is @unique, but %s has no line `unique: %s`"
            .formatted(fields.getFirst().path(), sql.file(), name),
        "Write `-- unique: %s(select … %s)`: a query from values to document keys."
            .formatted(
                name,
                parameters.size() == 1
                    ? "any(" + parameters.getFirst() + ")"
                    : "unnest(" + String.join(", ", parameters) + ")"));
  }

  private static List<String> names(List<Sdl.Field> fields) {
    return fields.stream().map(field -> field.definition().getName()).toList();
  }
}
