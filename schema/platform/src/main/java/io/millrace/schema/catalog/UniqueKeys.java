package io.millrace.schema.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts {@code @unique} fields and {@code unique:} lines together. */
final class UniqueKeys {

  private final Sdl sdl;
  private final Problems problems;

  UniqueKeys(Sdl sdl, Problems problems) {
    this.sdl = sdl;
    this.problems = problems;
  }

  List<UniqueKey> of(ReadModelSql sql) {
    var declared = new LinkedHashMap<String, List<Sdl.Field>>();
    for (var field : sdl.fieldsOf(sql.type())) {
      for (var unique : field.definition().getDirectives("unique")) {
        declared
            .computeIfAbsent(IndexingReader.uniqueKey(field, unique), key -> new ArrayList<>())
            .add(field);
      }
    }
    var keys = new ArrayList<UniqueKey>();
    for (var line : sql.uniques()) {
      var fields = declared.remove(line.name());
      if (fields == null) {
        problems.add(
            sql.file(),
            line.line(),
            "`unique: %s` names no unique key of %s, or names it twice"
                .formatted(line.name(), sql.type()),
            "Put `@unique` on the field `%s`, or `@unique(key: \"%1$s\")` on each of several."
                .formatted(line.name()));
      } else {
        var names = fields.stream().map(field -> field.definition().getName()).toList();
        keys.add(new UniqueKey(line.name(), names, line.query()));
      }
    }
    reportWithoutLine(sql, declared);
    return keys;
  }

  private void reportWithoutLine(ReadModelSql sql, Map<String, List<Sdl.Field>> declared) {
    declared.forEach(
        (name, fields) ->
            problems.at(
                fields.getFirst().definition(),
                "`%s` is @unique, but %s has no line `unique: %s`"
                    .formatted(fields.getFirst().path(), sql.file(), name),
                "Write `-- unique: %s(select … any(%s))`: a query from values to document keys."
                    .formatted(
                        name,
                        KeyParameters.forValues(
                                fields.stream().map(field -> field.definition().getName()).toList())
                            .getFirst())));
  }
}
