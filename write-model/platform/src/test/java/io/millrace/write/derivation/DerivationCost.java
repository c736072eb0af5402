package io.millrace.write.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ops.stack.TestStack;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import io.millrace.schema.catalog.DomainSources.SourceFile;
import io.millrace.schema.document.CanonicalWriter;
import io.millrace.schema.key.DocumentKey;
import io.millrace.write.Library;
import io.millrace.write.position.SourcePartition;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What a document of 1 KB with a list of five objects costs from statement to canonical bytes, over
 * R2DBC and, for comparison, over JDBC. Not part of the build: {@code mvn test
 * -Dtest=DerivationCost -pl write-model/platform}.
 */
class DerivationCost {

  private static final int DOCUMENTS = 20_000;
  private static final int BATCH = 2_000;
  private static final int ROUNDS = 6;

  private static final String SDL =
      """
      "An article." type Article @readModel { "Id." id: ID! "Title." title: String!
        "Text." body: String! "When." createdAt: DateTime!
        "Parts." parts: [Part!]! @listSize(assumedSize: 5) }
      "A part." type Part { "Number." sku: String! "Name." name: String! "Price." price: Decimal
        "Stock." stock: Int! "Whether there is any." inStock: Boolean! }
      "Queries." type Query { "An article." article("Id." id: ID): Article @lookup }
      """;

  private static final String SQL =
      """
      -- read model: Article
      -- key: id bigint of article(id)
      -- changed by: article(id)
      -- changed by: part(article_id)
      select a.id, jsonb_build_object('title', a.title, 'body', a.body, 'createdAt', a.created_at,
        'parts', coalesce(p.parts, '[]'::jsonb)) as document
      from article a
      left join lateral (
        select jsonb_agg(jsonb_build_object('sku', p.sku, 'name', p.name, 'price', p.price,
          'stock', p.stock, 'inStock', p.stock > 0) order by p.sku collate "C") as parts
        from part p where p.article_id = a.id) p on true
      where a.id = any(:ids)
      """;

  @Test
  void measure() throws Exception {
    var model =
        new CatalogLoader()
            .load(
                new DomainSources(
                    List.of(new SourceFile("graphql/a.graphqls", SDL)),
                    List.of(new SourceFile("read-models/Article.sql", SQL))))
            .readModel("Article");
    var database = TestStack.shared().freshDatabase("cost");
    database.execute(
        """
        create schema millrace;
        create table millrace.replication (source text, partition int, epoch bigint);
        insert into millrace.replication values ('main', 0, 1);
        create table article (id bigint primary key, title text, body text, created_at timestamptz);
        create table part (article_id bigint, sku text, name text, price numeric(19, 4), stock int);
        insert into article select i, 'Article ' || i, repeat('lorem ipsum ', 38), now()
          from generate_series(1, %d) i;
        insert into part select i, i || '-' || j, 'A part of the article', 12.5, j
          from generate_series(1, %d) i, generate_series(1, 5) j;
        create index on part (article_id)"""
            .formatted(DOCUMENTS, DOCUMENTS));
    database.execute("vacuum analyze");
    var options =
        ConnectionFactoryOptions.parse(database.r2dbcUrl())
            .mutate()
            .option(ConnectionFactoryOptions.USER, database.user())
            .option(ConnectionFactoryOptions.PASSWORD, database.password())
            .build();
    var pool =
        new ConnectionPool(
            ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
                .maxSize(2)
                .build());
    var derivation =
        new SqlDerivation(
            pool, SourcePartition.MAIN, DerivationSettings.DEFAULT, InstantSource.system());
    long bytes = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      bytes = 0;
      for (long from = 1; from <= DOCUMENTS; from += BATCH) {
        var keys =
            LongStream.range(from, from + BATCH)
                .mapToObj(id -> DocumentKey.of("Article", id))
                .toList();
        var present = Library.await(derivation.derive(Map.of(model, keys))).of("Article").present();
        assertThat(present).hasSize(BATCH);
        bytes += present.values().stream().mapToLong(document -> document.length).sum();
      }
      report("R2DBC, whole derivation", begun, bytes);
    }
    var statement = new ModelStatements(model);
    var writer = CanonicalWriter.of(model);
    try (var connection = database.connect();
        var select = connection.prepareStatement(statement.derive().sql().replace("$1", "?"))) {
      for (int round = 0; round < ROUNDS * 2; round++) {
        boolean rewrite = round % 2 == 1;
        long begun = System.nanoTime();
        for (long from = 1; from <= DOCUMENTS; from += BATCH / 2) {
          var ids = LongStream.range(from, from + BATCH / 2).boxed().toArray();
          select.setArray(1, connection.createArrayOf("bigint", ids));
          try (var rows = select.executeQuery()) {
            while (rows.next()) {
              var json = rows.getBytes(2);
              if (rewrite) {
                writer.write(DocumentKey.of("Article", rows.getLong(1)), json);
              }
            }
          }
        }
        report(rewrite ? "JDBC and rewrite" : "JDBC alone", begun, bytes);
      }
    }
    pool.dispose();
  }

  private static void report(String what, long begun, long bytes) {
    double micros = (System.nanoTime() - begun) / 1_000.0 / DOCUMENTS;
    System.out.printf("COST %s: %.1f µs a document of %d bytes%n", what, micros, bytes / DOCUMENTS);
  }
}
