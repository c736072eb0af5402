package io.millrace.write.check;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schema.catalog.AccessRules;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.ChangeRoute;
import io.millrace.schema.catalog.KeyDefinition;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.SchemaProblem;
import io.millrace.write.Library;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseCheckTest {

  private static final ReadModel AUTHOR = Library.model("Author");
  private static final ReadModel BOOK = Library.model("Book");

  private static Library library;

  @BeforeAll
  static void open() {
    library = Library.open();
    library.execute(
        """
        create table bare (id bigint primary key, parent bigint);
        create view authors as select * from author""");
  }

  @AfterAll
  static void close() {
    library.close();
  }

  private static DatabaseFindings check(Catalog catalog) {
    try (var connection = library.database().connect()) {
      return DatabaseCheck.check(catalog, connection);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static String problems(ReadModel model) {
    var all = Library.catalog();
    var one =
        new Catalog(
            Map.of(model.type(), model),
            List.of(),
            Map.of(),
            all.queries(),
            all.mutations(),
            AccessRules.NONE,
            all.definitions(),
            all.versions());
    return check(one).problems().stream().map(SchemaProblem::toString).collect(joining("\n"));
  }

  private static ReadModel author(String sql) {
    return author(sql, AUTHOR.key(), AUTHOR.routes());
  }

  private static ReadModel author(String sql, KeyDefinition key, List<ChangeRoute> routes) {
    return new ReadModel("Author", AUTHOR.file(), sql, key, routes, List.of(), AUTHOR.shape(), "0");
  }

  private static ReadModel routed(ChangeRoute... more) {
    var routes = new java.util.ArrayList<>(AUTHOR.routes());
    routes.addAll(List.of(more));
    return author(AUTHOR.sql(), AUTHOR.key(), routes);
  }

  @Test
  void aGoodCatalogHasNoProblemAndSaysWhatItReads() {
    var findings = check(Library.catalog());

    assertThat(findings.problems()).isEmpty();
    assertThat(findings.columnsRead().get("Book"))
        .containsEntry("public.author", Set.of("id", "name"))
        .containsEntry(
            "public.book", Set.of("author_id", "id", "isbn", "price", "printed_at", "title"));
  }

  @Test
  void aReferenceToAWholeRowReadsAllItsColumns() {
    var findings =
        check(
            new Catalog(
                Map.of(
                    "Author",
                    author(
                        "select a.id, jsonb_build_object('name', to_jsonb(a)->'name') as document"
                            + " from author a where a.id = any(:ids)")),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                AccessRules.NONE,
                Library.catalog().definitions(),
                Library.catalog().versions()));

    assertThat(findings.problems()).isEmpty();
    assertThat(findings.columnsRead().get("Author"))
        .containsEntry("public.author", Set.of("id", "name", "born"));
  }

  @Test
  void aRouteFromATableThatIsNotThere() {
    assertThat(problems(routed(new ChangeRoute("writer", List.of("id"), null, 4))))
        .isEqualTo(
            """
            read-models/Author.sql:4: There is no table `writer`
                Write the name of a table that the migrations create, with its schema unless that is public.""");
  }

  @Test
  void aRouteByAColumnThatIsNotThere() {
    assertThat(problems(routed(new ChangeRoute("author", List.of("nom"), null, 4))))
        .isEqualTo(
            """
            read-models/Author.sql:4: The table `public.author` has no column `nom`
                It has `id`, `name`, `born`.""");
  }

  @Test
  void aReplicaIdentityWithoutTheRoutingColumn() {
    assertThat(problems(routed(new ChangeRoute("bare", List.of("parent"), null, 4))))
        .isEqualTo(
            """
            read-models/Author.sql:4: An update or delete in `public.bare` does not say the old `parent`: its REPLICA IDENTITY carries `id`
                Run the migration, or `alter table public.bare replica identity full`.""");
    assertThat(problems(routed(new ChangeRoute("bare", List.of("id"), null, 4)))).isEmpty();
  }

  @Test
  void aTableThatIsReadAndNoSource() {
    assertThat(
            problems(
                author(
                    "select a.id, jsonb_build_object('name', a.name) as document from author a"
                        + " where a.id = any(:ids)"
                        + " and exists (select from book b where b.author_id = a.id)")))
        .isEqualTo(
            """
            read-models/Author.sql:1: The statement reads `public.book`, and no line says that its changes concern the model
                Write `-- changed by: book(column)`, or do without the table.""");
  }

  @Test
  void aViewThatIsRead() {
    assertThat(
            problems(
                author(
                    "select a.id, jsonb_build_object('name', a.name) as document from authors a"
                        + " where a.id = any(:ids)")))
        .isEqualTo(
            """
            read-models/Author.sql:1: The statement reads `public.authors`, which is no table: its changes are in no log
                Read the tables themselves.""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "now()::text | now()",
        "clock_timestamp()::text | clock_timestamp()",
        "random()::text | random()",
        "current_date::text | current_date, current_timestamp, current_user or the like",
        "pg_current_xact_id()::text | pg_current_xact_id()",
        "current_setting('x', true) | current_setting()",
        "(a.born > statement_timestamp())::text | statement_timestamp()",
      })
  void aFunctionOfMoreThanTheData(String expression, String named) {
    assertThat(
            problems(
                author(
                    "select a.id, jsonb_build_object('name', a.name || (%s)) as document"
                            .formatted(expression)
                        + " from author a where a.id = any(:ids) and a.id < 0")))
        .startsWith(
            "read-models/Author.sql:1: The statement's result depends on more than the data: "
                + named);
  }

  @Test
  void aStatementThatPostgresRefuses() {
    assertThat(
            problems(author("select a.id, a.nom as document from author a where a.id = any(:ids)")))
        .isEqualTo(
            """
            read-models/Author.sql:1: Postgres refuses the statement: column a.nom does not exist
                Run it in psql with `null::int[]` for its keys.""");
  }

  @Test
  void aStatementWithoutItsKeyOrDocument() {
    assertThat(problems(author("select a.name as document from author a where a.id = any(:ids)")))
        .isEqualTo(
            """
            read-models/Author.sql:1: The statement gives no column `id`, which is its key
                Select it: it gives `document`.
            read-models/Author.sql:1: The statement gives `document` as text
                Select `json_build_object(…) as document`.""");
  }

  @Test
  void aKeyOfAnotherType() {
    var key =
        new KeyDefinition(
            List.of(new KeyDefinition.KeyColumn("id", "ids", "bigint")), "author", List.of("id"));
    assertThat(problems(author(AUTHOR.sql(), key, AUTHOR.routes())))
        .isEqualTo(
            """
            read-models/Author.sql:1: The key column `id` is declared bigint, and `public.author.id` is integer
                Write `id integer`.
            read-models/Author.sql:1: The statement gives `id` as integer, and the key is declared bigint
                Declare `id integer`, or cast it in the statement.""");
  }

  @Test
  void aQueryThatPostgresRefuses() {
    var route =
        new ChangeRoute(
            "book", List.of("id"), "select b.writer from book b where b.id = any(:keys)", 5);
    assertThat(problems(routed(route)))
        .isEqualTo(
            """
            read-models/Author.sql:5: Postgres refuses the query of `changed by: book`: column b.writer does not exist
                It gives document keys: `select <key columns> from … where column = any(:keys)`.""");
  }

  @Test
  void aDocumentThatDoesNotFitItsType() {
    assertThat(
            problems(
                author(
                    "select a.id, jsonb_build_object('nom', a.name) as document from author a"
                        + " where a.id = any(:ids)")))
        .contains("read-models/Author.sql:1: A document does not fit Author: found ")
        .contains("nom");
  }

  @Test
  void nothingStaysBehind() {
    check(Library.catalog());
    assertThat(BOOK.type()).isEqualTo("Book");
    assertThat(library.query("select count(*) from pg_class where relname = 'millrace_check'"))
        .isEqualTo("0");
  }
}
