package io.millrace.write.check;

import io.millrace.schema.catalog.ChangeRoute;
import io.millrace.schema.catalog.NamedStatement;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.SchemaProblem;
import io.millrace.write.check.Session.Column;
import io.millrace.write.check.Session.Table;
import io.millrace.write.check.StatementView.Relation;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks one read model. */
final class ModelCheck {

  private static final int WHOLE_FILE = 1;

  /** json is built in half the time of jsonb; the canonical writer reads both. */
  private static final Set<String> DOCUMENT_TYPES = Set.of("json", "jsonb");

  private final Session database;
  private final ReadModel model;
  private final List<SchemaProblem> problems;
  private final Set<Long> sources = new HashSet<>();
  private final Map<String, Set<String>> columnsRead = new TreeMap<>();

  ModelCheck(Session database, ReadModel model, List<SchemaProblem> problems) {
    this.database = database;
    this.model = model;
    this.problems = problems;
  }

  /** The columns that the model reads by table, where its statement can be run. */
  Optional<Map<String, Set<String>>> run() throws SQLException {
    for (var route : model.routes()) {
      checkRoute(route);
    }
    boolean rootIsThere = checkRoot();
    for (var unique : model.uniqueKeys()) {
      checkQuery("unique: " + unique.name(), unique.keyQuery(), WHOLE_FILE);
    }
    var views = new StatementView[1];
    var refusal =
        database.refusal(
            () -> {
              views[0] = StatementView.create(database, model);
              views[0].run();
            });
    if (refusal.isPresent()) {
      problem(
          WHOLE_FILE,
          "Postgres refuses the statement: " + refusal.get(),
          "Run it in psql with `null::%s[]` for its keys."
              .formatted(model.key().columns().getFirst().sqlType()));
      return Optional.empty();
    }
    boolean columnsFit = checkColumns(views[0].columns());
    checkReads(views[0].reads());
    checkFunctions(views[0].rule());
    if (columnsFit && rootIsThere) {
      checkSamples();
    }
    return Optional.of(columnsRead);
  }

  private void checkRoute(ChangeRoute route) throws SQLException {
    var table = database.table(route.table());
    if (table.isEmpty()) {
      problem(
          route.line(),
          "There is no table `%s`".formatted(route.table()),
          "Write the name of a table that the migrations create, with its schema unless that is"
              + " public.");
      return;
    }
    sources.add(table.get().oid());
    columnsRead.computeIfAbsent(table.get().name(), _ -> new TreeSet<>()).addAll(route.columns());
    if (columnsExist(route.line(), table.get(), route.columns())) {
      checkReplicaIdentity(route, table.get());
    }
    var query = route.keyQuery();
    if (query != null) {
      checkQuery("changed by: " + route.table(), query, route.line());
    }
  }

  private boolean columnsExist(int line, Table table, List<String> names) throws SQLException {
    var columns = database.columns(table.oid()).stream().map(Column::name).toList();
    var missing = names.stream().filter(name -> !columns.contains(name)).toList();
    if (!missing.isEmpty()) {
      problem(
          line,
          "The table `%s` has no column `%s`".formatted(table.name(), String.join("`, `", missing)),
          "It has `%s`.".formatted(String.join("`, `", columns)));
    }
    return missing.isEmpty();
  }

  private void checkReplicaIdentity(ChangeRoute route, Table table) throws SQLException {
    if (table.replicaIdentity().equals("f")) {
      return;
    }
    var carried =
        database.query(
            """
            select a.attname from pg_index i
            join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
            where i.indrelid = ?::oid
              and case ? when 'd' then i.indisprimary when 'i' then i.indisreplident else false end
            """,
            row -> row.getString(1),
            table.oid(),
            table.replicaIdentity());
    if (!carried.containsAll(route.columns())) {
      problem(
          route.line(),
          "An update or delete in `%s` does not say the old `%s`: its REPLICA IDENTITY carries %s"
              .formatted(
                  table.name(),
                  String.join("`, `", route.columns()),
                  carried.isEmpty() ? "nothing" : "`" + String.join("`, `", carried) + "`"),
          "Run the migration, or `alter table %s replica identity full`.".formatted(table.name()));
    }
  }

  private void checkQuery(String what, String query, int line) throws SQLException {
    var refusal =
        database.refusal(
            () -> {
              database.execute(
                  "prepare millrace_check_query as " + NamedStatement.parse(query).sql());
              database.execute("deallocate millrace_check_query");
            });
    if (refusal.isPresent()) {
      problem(
          line,
          "Postgres refuses the query of `%s`: %s".formatted(what, refusal.get()),
          "It gives document keys: `select <key columns> from … where column = any(:keys)`.");
    }
  }

  private boolean checkRoot() throws SQLException {
    var key = model.key();
    var table = database.table(key.rootTable());
    if (table.isEmpty()) {
      problem(
          WHOLE_FILE,
          "There is no table `%s`, which the key is of".formatted(key.rootTable()),
          "Write `-- key: id bigint of table(column)` with a table that the migrations create.");
      return false;
    }
    if (!columnsExist(WHOLE_FILE, table.get(), key.rootColumns())) {
      return false;
    }
    var types =
        database.columns(table.get().oid()).stream()
            .collect(Collectors.toMap(Column::name, Column::type));
    for (int i = 0; i < key.columns().size(); i++) {
      var column = key.rootColumns().get(i);
      var declared = key.columns().get(i).sqlType();
      var type = String.valueOf(types.get(column));
      if (!database.typeName(declared).map(type::equals).orElse(false)) {
        problem(
            WHOLE_FILE,
            "The key column `%s` is declared %s, and `%s.%s` is %s"
                .formatted(key.columns().get(i).name(), declared, table.get().name(), column, type),
            "Write `%s %s`.".formatted(key.columns().get(i).name(), type));
        return false;
      }
    }
    return true;
  }

  private boolean checkColumns(List<Column> columns) throws SQLException {
    int before = problems.size();
    var types = columns.stream().collect(Collectors.toMap(Column::name, Column::type));
    for (var key : model.key().columns()) {
      var type = types.get(key.name());
      if (type == null) {
        problem(
            WHOLE_FILE,
            "The statement gives no column `%s`, which is its key".formatted(key.name()),
            "Select it: it gives `%s`.".formatted(String.join("`, `", types.keySet())));
      } else if (!database.typeName(key.sqlType()).map(type::equals).orElse(false)) {
        problem(
            WHOLE_FILE,
            "The statement gives `%s` as %s, and the key is declared %s"
                .formatted(key.name(), type, key.sqlType()),
            "Declare `%s %s`, or cast it in the statement.".formatted(key.name(), type));
      }
    }
    var document = types.get("document");
    if (document == null || !DOCUMENT_TYPES.contains(document)) {
      problem(
          WHOLE_FILE,
          document == null
              ? "The statement gives no column `document`"
              : "The statement gives `document` as " + document,
          "Select `json_build_object(…) as document`.");
    }
    return problems.size() == before;
  }

  private void checkReads(Map<Relation, Set<String>> reads) {
    reads.forEach(
        (relation, columns) -> {
          if (!relation.kind().equals("r") && !relation.kind().equals("p")) {
            problem(
                WHOLE_FILE,
                "The statement reads `%s`, which is no table: its changes are in no log"
                    .formatted(relation.name()),
                "Read the tables themselves.");
          } else if (!sources.contains(relation.oid())) {
            problem(
                WHOLE_FILE,
                "The statement reads `%s`, and no line says that its changes concern the model"
                    .formatted(relation.name()),
                "Write `-- changed by: %s(column)`, or do without the table."
                    .formatted(relation.name().replaceFirst("^public\\.", "")));
          }
          columnsRead.computeIfAbsent(relation.name(), _ -> new TreeSet<>()).addAll(columns);
        });
  }

  private void checkFunctions(String rule) throws SQLException {
    for (var function : new FunctionCheck(database).offending(rule)) {
      problem(
          WHOLE_FILE,
          "The statement's result depends on more than the data: " + function,
          "A document is what the tables say; let a command store the value, or the client compute"
              + " it.");
    }
  }

  private void checkSamples() throws SQLException {
    var sample = new SampleCheck(database, model);
    var refusal =
        database.refusal(
            () ->
                sample
                    .misfits()
                    .values()
                    .forEach(
                        misfit ->
                            problem(
                                WHOLE_FILE,
                                "A document does not fit %s: found %s at `%s`"
                                    .formatted(misfit.type(), misfit.found(), misfit.path()),
                                misfit.fix())));
    if (refusal.isPresent()) {
      problem(
          WHOLE_FILE,
          "The statement fails on the data that is there: " + refusal.get(),
          "Run it in psql with the first keys of " + model.key().rootTable() + ".");
    }
  }

  private void problem(int line, String what, String fix) {
    problems.add(new SchemaProblem(model.file(), line, what, fix));
  }
}
