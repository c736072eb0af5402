package io.millrace.projector.run;

import static io.millrace.projector.run.Library.book;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ops.stack.TestStack;
import io.millrace.projector.run.StoreProxy.Stop;
import io.millrace.write.channel.ReadStore;
import io.millrace.write.position.WalPosition;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Elasticsearch away or overloaded: the projector waits, says so, and loses nothing. */
class ElasticsearchOutageTest {

  @Test
  void aKilledElasticsearchIsWaitedForWhileTheSlotHoldsTheChanges() throws Exception {
    try (var search = TestStack.ownElasticsearch();
        var library = Library.openWithSearch(search.uri())) {
      library.start(Library.PROPERTIES, Duration.ZERO);
      library.sql("insert into book values (1, 'Before')");
      library.awaitProjected();
      search.kill();
      library.sql("insert into book values (2, 'While it is away')");
      library.sql("delete from book where id = 1");
      var end = WalPosition.parse(library.value("select pg_current_wal_lsn()::text"));
      library.await(
          "the projector says that Elasticsearch is away",
          () -> library.projector().state().awayStores().containsKey(ReadStore.SEARCH));
      library.await("Redis goes on", () -> library.lookedUp(book(2)).isPresent());
      assertThat(library.ownership.look().orElseThrow().confirmed()).isLessThan(end);

      search.restart();
      library.awaitProjected();
      assertThat(library.differences()).isEmpty();
      assertThat(library.projector().state().awayStores()).isEmpty();
    }
  }

  @Test
  void itemsThatAnOverloadedElasticsearchRefusesAreSentAgain() throws Exception {
    try (var search = RefusingElasticsearch.before(TestStack.shared().elasticsearch().uri());
        var library = Library.openWithSearch(search.uri())) {
      library.start(Library.PROPERTIES, Duration.ZERO);
      library.awaitProjected();
      search.refuse(429, 503, 429);
      library.sql("insert into book select n, 'Book ' || n from generate_series(1, 20) n");
      library.awaitProjected();
      assertThat(search.hasRefused()).isTrue();
      assertThat(library.differences()).isEmpty();
      assertThat(library.projector().state().phase()).isEqualTo(ProjectorState.Phase.FOLLOWING);
    }
  }

  @Test
  void whatCameWhileItWasBusyIsWrittenTogether() throws Exception {
    try (var search = StoreProxy.to(TestStack.shared().elasticsearch().uri());
        var library = Library.openWithSearch(search.uri())) {
      library.start(Library.PROPERTIES, Duration.ZERO);
      library.awaitProjected();
      var busy = search.hold("Quixotic", Stop.BEFORE_THE_STORE);
      library.sql("insert into book values (1, 'Quixotic')");
      busy.awaitReached();
      for (int id = 2; id <= 20; id++) {
        // Each a batch of its own: Redis has it before the next one is there.
        var next = book(id);
        library.sql("insert into book values (%d, 'Meanwhile')".formatted(id));
        library.await("Redis goes on", () -> library.lookedUp(next).isPresent());
      }
      int before = search.bulks();
      busy.release();
      library.awaitApplied();
      assertThat(search.bulks() - before).isEqualTo(1);
      assertThat(library.differences()).isEmpty();
    }
  }
}
