package io.millrace.write.check;

import io.millrace.schema.catalog.KeyDefinition.KeyColumn;
import io.millrace.schema.catalog.NamedStatement;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.write.check.Session.Column;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A temporary view made of a read model's statement, with nulls for its keys: Postgres keeps for it
 * what it depends on.
 */
final class StatementView {

  private static final String NAME = "pg_temp.millrace_check";
  private static final Pattern WHOLE_ROW = Pattern.compile(":varattno 0\\b");

  private final Session database;
  private final long oid;

  private StatementView(Session database, long oid) {
    this.database = database;
    this.oid = oid;
  }

  /**
   * Makes the view, in place of an earlier one.
   *
   * @throws SQLException with what Postgres has against the statement
   */
  static StatementView create(Session database, ReadModel model) throws SQLException {
    database.execute("drop view if exists " + NAME);
    database.execute("create temporary view millrace_check as " + withNulls(model));
    long oid = database.query("select ?::regclass::oid", row -> row.getLong(1), NAME).getFirst();
    return new StatementView(database, oid);
  }

  private static String withNulls(ReadModel model) {
    var types =
        model.key().columns().stream()
            .collect(Collectors.toMap(KeyColumn::parameter, KeyColumn::sqlType));
    return NamedStatement.render(
        model.sql(), name -> "null::" + Objects.requireNonNull(types.get(name), name) + "[]");
  }

  /** The columns of the statement's result. */
  List<Column> columns() throws SQLException {
    return database.columns(oid);
  }

  /** Runs the statement on no keys. */
  void run() throws SQLException {
    database.execute("select * from " + NAME);
  }

  /**
   * A relation that the statement reads.
   *
   * @param oid its object id
   * @param name its name with its schema
   * @param kind as {@code pg_class.relkind} has it
   */
  record Relation(long oid, String name, String kind) {}

  /** What the statement reads: the relations and the columns of each. */
  Map<Relation, Set<String>> reads() throws SQLException {
    record Read(Relation relation, String column) {}
    var reads =
        database.query(
            """
            select c.oid, n.nspname || '.' || c.relname, c.relkind, a.attname
            from pg_rewrite r
            join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
              and d.refclassid = 'pg_class'::regclass
            join pg_class c on c.oid = d.refobjid
            join pg_namespace n on n.oid = c.relnamespace
            left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid
            where r.ev_class = ?::oid and c.oid <> r.ev_class
            order by 2, a.attnum""",
            row ->
                new Read(
                    new Relation(row.getLong(1), row.getString(2), row.getString(3)),
                    Objects.requireNonNullElse(row.getString(4), "")),
            oid);
    var byRelation =
        new TreeMap<Relation, Set<String>>(java.util.Comparator.comparing(Relation::name));
    for (var read : reads) {
      var columns = byRelation.computeIfAbsent(read.relation(), _ -> new TreeSet<>());
      if (!read.column().isEmpty()) {
        columns.add(read.column());
      }
    }
    // A reference to a whole row leaves no trace in pg_depend beside those to columns.
    if (WHOLE_ROW.matcher(rule()).find()) {
      for (var entry : byRelation.entrySet()) {
        database
            .columns(entry.getKey().oid())
            .forEach(column -> entry.getValue().add(column.name()));
      }
    }
    return byRelation;
  }

  /** The view's rule, as a tree of nodes in text. */
  String rule() throws SQLException {
    return database
        .query(
            "select ev_action::text from pg_rewrite where ev_class = ?::oid",
            row -> row.getString(1),
            oid)
        .getFirst();
  }
}
