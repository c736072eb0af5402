package io.millrace.api.usage;

import io.millrace.api.usage.UsageBacklog.Counted;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The counts of all nodes, in the database. */
final class UsageTable {

  private static final String ADD =
      """
      insert into millrace.field_usage as known
        (day, client, proven, version, coordinate, operations, last_used)
      select * from unnest(:days, :clients, :proven, :versions, :coordinates, :operations, :until)
      on conflict (day, client, proven, version, coordinate) do update
      set operations = known.operations + excluded.operations,
        last_used = greatest(known.last_used, excluded.last_used)
      """;

  private final DatabaseClient database;

  UsageTable(DatabaseClient database) {
    this.database = database;
  }

  /** Adds to what is counted already. */
  Mono<Void> add(List<Counted> counts) {
    return database
        .sql(ADD)
        .bind("days", column(counts, LocalDate[]::new, counted -> counted.row().day()))
        .bind("clients", column(counts, String[]::new, counted -> counted.row().client().name()))
        .bind("proven", column(counts, Boolean[]::new, counted -> counted.row().client().proven()))
        .bind("versions", column(counts, String[]::new, counted -> counted.row().version()))
        .bind("coordinates", column(counts, String[]::new, counted -> counted.row().coordinate()))
        .bind("operations", column(counts, Long[]::new, counted -> counted.count().operations()))
        .bind(
            "until",
            column(
                counts,
                OffsetDateTime[]::new,
                counted -> counted.count().until().atOffset(ZoneOffset.UTC)))
        .then();
  }

  /** Deletes the oldest day that is before this one; gives how many rows that were. */
  Mono<Long> forget(LocalDate before) {
    return database
        .sql(
            """
            delete from millrace.field_usage
            where day = (select min(day) from millrace.field_usage) and day < :before
            """)
        .bind("before", before)
        .fetch()
        .rowsUpdated();
  }

  private static <T> T[] column(
      List<Counted> counts, IntFunction<T[]> array, Function<Counted, T> value) {
    return counts.stream().map(value).toArray(array);
  }
}
