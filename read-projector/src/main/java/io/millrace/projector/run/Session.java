package io.millrace.projector.run;

import io.millrace.projector.backfill.Backfill;
import io.millrace.projector.backfill.ReadModelRows;
import io.millrace.projector.change.ChangeSource;
import io.millrace.projector.change.ChangeSourceFailedException;
import io.millrace.projector.position.Channel;
import io.millrace.projector.position.StoreJournal;
import io.millrace.projector.project.Deriver;
import io.millrace.projector.project.Projection;
import io.millrace.projector.route.Router;
import io.millrace.projector.sink.DocumentStore;
import io.millrace.projector.sink.ElasticsearchSink;
import io.millrace.projector.sink.RedisSink;
import io.millrace.projector.slot.SlotTenure;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.Document;
import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.document.SearchDocument;
import io.millrace.write.channel.ReadStore;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One owner's time with the slot, from taking it to losing it: the change source feeds the router,
 * the router the projection, and a backfill goes on beside them where one is due.
 */
final class Session {

  private static final DocumentVersion UNVERSIONED = DocumentVersion.of(0, 0);

  private final ProjectorParts parts;
  private final SlotTenure tenure;
  private final Stores stores;
  private final Deriver deriver;
  private final Projection projection;
  private final Router router;
  private final Backfill backfill;
  private final ChangeSource source;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean draining;

  private Session(ProjectorParts parts, SlotTenure tenure, Stores stores, ReadModelRows rows) {
    this.parts = parts;
    this.tenure = tenure;
    this.stores = stores;
    var properties = parts.properties();
    var models = parts.catalog().readModels().values();
    this.deriver = new Deriver(parts.derivation(), () -> parts.ownership().raiseEpoch(tenure));
    var channel =
        Channel.take(
            stores.channelLink(), parts.names(), tenure.generation(), properties.channelEntries());
    this.source = parts.changes().apply(tenure);
    this.projection =
        new Projection(
            deriver,
            sinks(),
            channel,
            new StoredKeys(deriver, stores.indices()),
            new Projection.Limits(
                properties.documentsInFlight(),
                properties.maxDerivationAge(),
                properties.refreshInterval()),
            this::fail);
    this.router = new Router(models, parts.columns(), deriver::route, this::project);
    this.backfill =
        new Backfill(
            models,
            rows,
            deriver,
            projection,
            properties.backfillPortion(),
            stores.indices()::makeLive);
  }

  /**
   * Takes the slot and looks at the stores.
   *
   * @throws io.millrace.projector.slot.ProjectorHaltException when it can't be gone on
   * @throws io.millrace.projector.sink.StoreAwayException when a store does not answer now
   * @throws io.millrace.projector.slot.SlotQueryException when Postgres does not
   */
  static Session open(ProjectorParts parts, Stores stores) throws InterruptedException {
    var lookup = stores.lookupJournal().open();
    var search = stores.searchJournal().open();
    var epochs =
        java.util.stream.Stream.of(lookup, search)
            .flatMap(java.util.Optional::stream)
            .map(state -> state.epoch())
            .toList();
    var tenure = parts.ownership().take(epochs);
    var slot =
        parts.ownership().look().flatMap(found -> java.util.Optional.ofNullable(found.confirmed()));
    var rows = new ReadModelRows(parts.dataSource());
    var verification =
        new StoreVerification(
            tenure,
            slot.orElseThrow(() -> new StoreLostException("The replication slot has no position.")),
            rows.anythingBackfilled());
    verification.accept(ReadStore.LOOKUP, stores.lookupJournal(), lookup);
    verification.accept(ReadStore.SEARCH, stores.searchJournal(), search);
    if (lookup.isEmpty() || search.isEmpty()) {
      rows.reset();
    }
    prepare(parts, rows, stores);
    return new Session(parts, tenure, stores, rows);
  }

  private static void prepare(ProjectorParts parts, ReadModelRows rows, Stores stores) {
    stores.indices().forbidMakingByWrites();
    for (var model : parts.catalog().readModels().values()) {
      parts
          .columns()
          .of(model, model.key().rootTable()); // asks Postgres, before threads are started
      rows.ensure(model);
      boolean begun = rows.backfilled(model) || rows.progress(model).isPresent();
      if (begun && !stores.indices().exists(model)) {
        throw new StoreLostException("The search index of %s is gone.".formatted(model.type()));
      }
      stores.indices().prepare(model);
    }
  }

  private Map<DocumentStore, StoreJournal> sinks() {
    var properties = parts.properties();
    var writers = new HashMap<ReadModel, SearchDocument>();
    parts.catalog().readModels().values().forEach(m -> writers.put(m, SearchDocument.of(m)));
    return Map.of(
        new RedisSink(
            stores.lookupLink(), parts.names(), properties.tombstones(), this::reachedEpoch),
        stores.lookupJournal(),
        new ElasticsearchSink(
            stores.http(),
            parts.names(),
            (model, key, json) ->
                java.util.Objects.requireNonNull(writers.get(model))
                    .write(Document.of(model, key, UNVERSIONED, json)),
            this::reachedEpoch,
            properties.bulkBytes(),
            properties.bulkItems()),
        stores.searchJournal());
  }

  /**
   * Follows the changes until the session is closed or fails.
   *
   * @throws io.millrace.projector.position.StoreChangedException when a new session must look again
   */
  void run() throws InterruptedException {
    var filling = Thread.ofPlatform().name("millrace-backfill").daemon().start(this::fill);
    try {
      source.run(router);
    } catch (ChangeSourceFailedException failed) {
      fail(failed.getCause() == null ? failed : failed.getCause());
    } finally {
      source.close();
      filling.interrupt();
      filling.join();
      var cause = failure.get();
      projection.close();
      // Threads that are told to stop may fail at what they were doing; that is not why.
      failure.set(cause);
    }
    throwFailure();
  }

  /** Finishes what is under way, then ends {@link #run}. */
  void close() throws InterruptedException {
    draining = true;
    projection.drain(parts.properties().drainTimeout());
    source.close();
  }

  /** Ends {@link #run}; what is under way is left to the next owner. */
  void end() {
    draining = true;
    source.close();
  }

  /** Ends a session that was never run. */
  void abandon() throws InterruptedException {
    source.close();
    projection.close();
  }

  SlotTenure tenure() {
    return tenure;
  }

  ChangeSource source() {
    return source;
  }

  Projection projection() {
    return projection;
  }

  Router router() {
    return router;
  }

  Backfill backfill() {
    return backfill;
  }

  Deriver deriver() {
    return deriver;
  }

  private void project(io.millrace.projector.route.RoutedKeys keys) throws InterruptedException {
    // What is not taken is not acknowledged: the next owner gets it.
    if (!draining) {
      projection.accept(keys);
    }
  }

  private void fill() {
    try {
      backfill.run();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failed) {
      fail(failed);
    }
  }

  private void fail(Throwable cause) {
    if (failure.compareAndSet(null, cause)) {
      // On a thread of its own: closing waits for the run, and the run for the one that failed.
      Thread.ofVirtual().name("millrace-close").start(source::close);
    }
  }

  private void throwFailure() {
    switch (failure.get()) {
      case null -> {}
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      case Throwable other -> throw new UnexpectedFailureException(other);
    }
  }

  private long reachedEpoch() {
    return stores.reachedEpoch();
  }
}
