package io.millrace.api.persisted;

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
  private static final String NEWER =
      """
      select number, client, id, sha256, document
      from millrace.trusted_document
      where number > :number
      order by number
      """;

  private final DatabaseClient database;
  private final Mono<Known> newest;
  private volatile Known known = new Known(0, Map.of());

  /**
   * What a node knows.
   *
   * @param number of the newest document
   * @param texts by client and id, and by client and hash
   */
  private record Known(long number, Map<Name, String> texts) {

    Known with(Iterable<Published> more) {
      var all = new HashMap<>(texts);
      long last = number;
      for (var document : more) {
        all.put(new Name(document.client(), document.id()), document.text());
        all.put(new Name(document.client(), document.hash()), document.text());
        last = document.number();
      }
      return new Known(last, Map.copyOf(all));
    }
  }

  private record Name(String client, String id) {}

  private record Published(long number, String client, String id, String hash, String text) {}

  /**
   * @param refresh the least time between two looks for newer ones
   */
  TrustedDocuments(DatabaseClient database, Duration refresh) {
    this.database = database;
    this.newest = Mono.defer(this::read).cache(refresh);
  }

  /** A client's document by its id or its hash; empty where there is none. */
  Mono<String> find(String client, String id) {
    return Mono.defer(
        () -> {
          var name = new Name(client, id);
          var text = known.texts().get(name);
          return text == null ? newest.mapNotNull(now -> now.texts().get(name)) : Mono.just(text);
        });
  }

  private Mono<Known> read() {
    return database
        .sql(NEWER)
        .bind("number", known.number())
        .map(
            row ->
                new Published(
                    row.get("number", Long.class),
                    row.get("client", String.class),
                    row.get("id", String.class),
                    row.get("sha256", String.class),
                    row.get("document", String.class)))
        .all()
        .collectList()
        .timeout(LONGEST_READ)
        .map(
            more -> {
              if (!more.isEmpty()) {
                known = known.with(more);
              }
              return known;
            })
        .onErrorResume(
            away -> {
              LOG.warn("Newly published documents can't be read: {}", away.toString());
              return Mono.just(known);
            });
  }
}
