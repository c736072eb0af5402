package io.millrace.write.migration;

import io.millrace.schema.catalog.Catalog;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Readable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Whether a database suits this process: every migration that its class path knows is applied (a
 * newer one does no harm, since migrations expand first and contract a release later), and every
 * read model, in the version that its catalog describes, was filled once.
 */
public final class DatabaseReadiness {

  private static final Pattern MIGRATION =
      Pattern.compile("V(?<version>[0-9][0-9._]*?)__[^$]*\\.(sql|class)");

  /** Class 42 of SQLSTATE: a table that is not there yet, or that may not be read yet. */
  private static final String NOT_MIGRATED = "42";

  private static final String REMEDY = "; ./millrace migrate helps";

  private final Catalog catalog;
  private final DatabaseClient database;
  private final List<History> histories;

  /** The migrations of one schema. */
  private record History(String schema, SortedSet<MigrationVersion> known) {

    static History of(String schema, String location, ClassLoader classes) {
      var known = new TreeSet<MigrationVersion>();
      try {
        var found =
            new PathMatchingResourcePatternResolver(classes)
                .getResources("classpath*:" + location + "/**/V*__*");
        for (var resource : found) {
          var name = MIGRATION.matcher(Objects.requireNonNullElse(resource.getFilename(), ""));
          if (name.matches()) {
            known.add(MigrationVersion.fromVersion(name.group("version")));
          }
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
      return new History(schema, known);
    }

    List<String> missing(Collection<Applied> applied) {
      return known.stream()
          .filter(version -> applied.stream().noneMatch(one -> one.covers(version)))
          .map(version -> "migration %s of schema %s".formatted(version, schema) + REMEDY)
          .toList();
    }
  }

  /** A line of Flyway's history; a baseline stands for everything before it. */
  private record Applied(MigrationVersion version, boolean baseline) {

    boolean covers(MigrationVersion other) {
      return baseline ? version.compareTo(other) >= 0 : version.equals(other);
    }
  }

  private record Version(String model, String hash) {}

  /**
   * The readiness of a database for the catalog and the migrations of a class path.
   *
   * @param connections of a member of {@code millrace_write}
   * @param classes where the migrations are found
   */
  public DatabaseReadiness(Catalog catalog, ConnectionFactory connections, ClassLoader classes) {
    this.catalog = catalog;
    this.database = DatabaseClient.create(connections);
    this.histories =
        List.of(
            History.of(Migration.PLATFORM_SCHEMA, Migration.PLATFORM_SCRIPTS, classes),
            History.of(Migration.DOMAIN_SCHEMA, Migration.DOMAIN_SCRIPTS, classes));
  }

  /** What is missing, a phrase for each; an error where the database can't be asked now. */
  public Mono<List<String>> missing() {
    return Flux.fromIterable(histories)
        .concatMap(this::missingMigrations)
        .concatWith(missingReadModels())
        .collectList()
        .onErrorResume(
            DatabaseReadiness::notMigrated,
            _ -> Mono.just(List.of("tables, or rights on them" + REMEDY)));
  }

  private Flux<String> missingMigrations(History history) {
    if (history.known().isEmpty()) {
      return Flux.empty();
    }
    return database
        .sql(
            """
            select version, type = 'BASELINE' as baseline from %s.flyway_schema_history
            where success and version is not null"""
                .formatted(history.schema()))
        .map(
            (Readable row) ->
                new Applied(
                    MigrationVersion.fromVersion(text(row, "version")),
                    Boolean.TRUE.equals(row.get("baseline", Boolean.class))))
        .all()
        .collectList()
        .flatMapIterable(history::missing);
  }

  private Flux<String> missingReadModels() {
    return database
        .sql("select model, hash from millrace.read_model where backfilled_at is not null")
        .map((Readable row) -> new Version(text(row, "model"), text(row, "hash")))
        .all()
        .collectList()
        .flatMapIterable(this::unfilled);
  }

  private List<String> unfilled(List<Version> filled) {
    var unfilled = new ArrayList<String>();
    for (var model : catalog.readModels().values()) {
      if (!filled.contains(new Version(model.type(), model.hash()))) {
        unfilled.add("the first backfill of read model %s".formatted(model.type()));
      }
    }
    return unfilled;
  }

  private static boolean notMigrated(Throwable failure) {
    return failure.getCause() instanceof R2dbcException refused
        && refused.getSqlState() != null
        && refused.getSqlState().startsWith(NOT_MIGRATED);
  }

  private static String text(Readable row, String column) {
    @Nullable String value = row.get(column, String.class);
    return Objects.requireNonNull(value);
  }
}
