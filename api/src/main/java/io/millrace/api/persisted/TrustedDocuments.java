package io.millrace.api.persisted;

import io.millrace.api.gate.DocumentSource.Found;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * The documents that clients' builds have published. They never change and few are added, so a node
 * knows all of them, and looks for newer ones when it is asked for one that it does not know: not
 * more often than its bound, however many unknown ones are asked for.
 */
final class TrustedDocuments {

  private static final Logger LOG = LoggerFactory.getLogger(TrustedDocuments.class);
  private static final Duration LONGEST_READ = Duration.ofSeconds(2);

  /** Until then nobody waits for a database that has just not answered. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  private static final String NEWER =
      """
      select number, client, id, document
      from millrace.trusted_document
      where number > :number
      order by number
      """;

  private final DatabaseClient database;
  private final Mono<Reading> newest;
  private volatile Known known = new Known(0, Map.of());

  /**
   * What a node knows.
   *
   * @param number of the newest document
   * @param documents by client and id, and by client and hash
   */
  private record Known(long number, Map<Name, Found> documents) {

    Known with(Iterable<Published> more) {
      var all = new HashMap<>(documents);
      long last = number;
      for (var published : more) {
        var document = published.document();
        all.put(new Name(published.client(), published.id()), document);
        all.put(new Name(published.client(), document.hash()), document);
        last = published.number();
      }
      return new Known(last, Map.copyOf(all));
    }
  }

  private record Name(String client, String id) {}

  private record Published(long number, String client, String id, Found document) {}

  /**
   * @param refresh the least time between two looks for newer ones
   */
  TrustedDocuments(DatabaseClient database, Duration refresh) {
    this.database = database;
    this.newest =
        Mono.defer(this::read)
            .cache(
                reading -> reading.failed() ? AFTER_FAILURE : refresh,
                _ -> Duration.ZERO,
                () -> Duration.ZERO);
  }

  /** A client's document by its id or its hash; empty where there is none. */
  Mono<Found> find(String client, String id) {
    return known(client, id)
        .switchIfEmpty(newest.mapNotNull(now -> now.known().documents().get(new Name(client, id))));
  }

  /** The same as far as this node has read it already, without a wait. */
  Mono<Found> known(String client, String id) {
    return Mono.fromSupplier(() -> known.documents().get(new Name(client, id)));
  }

  /** With the hash of this very text: what is parsed is remembered by it, for everybody. */
  private static Found document(String text) {
    return Found.of(text, DocumentHash.of(text));
  }

  /** What is known after an attempt to read more. */
  private record Reading(Known known, boolean failed) {}

  private Mono<Reading> read() {
    return database
        .sql(NEWER)
        .bind("number", known.number())
        .map(
            row ->
                new Published(
                    row.get("number", Long.class),
                    row.get("client", String.class),
                    row.get("id", String.class),
                    document(row.get("document", String.class))))
        .all()
        .collectList()
        .timeout(LONGEST_READ)
        .map(
            more -> {
              if (!more.isEmpty()) {
                known = known.with(more);
              }
              return new Reading(known, false);
            })
        .onErrorResume(
            away -> {
              LOG.warn("Newly published documents can't be read: {}", away.toString());
              return Mono.just(new Reading(known, true));
            });
  }
}
