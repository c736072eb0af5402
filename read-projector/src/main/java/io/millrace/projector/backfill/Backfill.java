package io.millrace.projector.backfill;

import io.millrace.projector.project.Backoff;
import io.millrace.projector.project.Deriver;
import io.millrace.projector.project.Projection;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.key.DocumentKey;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Derives every document of the versions of read models that are not filled yet, portion by portion
 * in the order of their keys, while live changes go on: both are derived in versioned snapshots, so
 * it does not matter which of them comes first.
 */
public final class Backfill {

  private static final Logger log = LoggerFactory.getLogger(Backfill.class);
  private static final int LOGGED_EVERY_PORTIONS = 20;

  private final Collection<ReadModel> models;
  private final ReadModelRows rows;
  private final Deriver deriver;
  private final Projection projection;
  private final int portion;
  private final Consumer<ReadModel> filled;
  private final Map<String, Long> done = new ConcurrentSkipListMap<>();
  private final Set<String> unfinished = ConcurrentHashMap.newKeySet();

  /**
   * @param portion how many keys are derived at once
   * @param filled is told when a version has every document
   */
  public Backfill(
      Collection<ReadModel> models,
      ReadModelRows rows,
      Deriver deriver,
      Projection projection,
      int portion,
      Consumer<ReadModel> filled) {
    this.models = models;
    this.rows = rows;
    this.deriver = deriver;
    this.projection = projection;
    this.portion = portion;
    this.filled = filled;
    models.forEach(model -> unfinished.add(model.type()));
  }

  /** Fills what is not filled, from where it stopped. */
  public void run() throws InterruptedException {
    for (var model : models) {
      if (!insist(() -> rows.backfilled(model))) {
        fill(model);
        filled.accept(model);
      }
      unfinished.remove(model.type());
    }
  }

  /** Whether every version is filled. */
  public boolean finished() {
    return unfinished.isEmpty();
  }

  /** How many keys of each read model that was or is being filled are in every store. */
  public Map<String, Long> done() {
    return Map.copyOf(done);
  }

  private void fill(ReadModel model) throws InterruptedException {
    var begun = insist(() -> rows.progress(model));
    var last = begun.flatMap(ReadModelRows.Progress::last);
    long handedOver = begun.map(ReadModelRows.Progress::rowsDone).orElse(0L);
    log.info(
        "Backfill of {} {}",
        model.type(),
        last.map(key -> "goes on after " + key.text()).orElse("begins"));
    var finished = new InOrder();
    for (int portions = 1; ; portions++) {
      var keys = deriver.nextKeys(model, last, portion);
      if (!keys.isEmpty()) {
        handedOver += keys.size();
        long rowsDone = handedOver;
        var end = keys.getLast();
        projection.project(
            Map.of(model, keys),
            Set.of(),
            null,
            finished.then(() -> advance(model, end, rowsDone)));
        last = Optional.of(end);
      }
      if (keys.size() < portion) {
        break;
      }
      if (portions % LOGGED_EVERY_PORTIONS == 0) {
        log.info("Backfill of {}: {} keys", model.type(), handedOver);
      }
    }
    finished.await();
    insist(
        () -> {
          rows.finish(model);
          return true;
        });
    log.info("Backfill of {} is done: {} keys", model.type(), handedOver);
  }

  private void advance(ReadModel model, DocumentKey end, long rowsDone) {
    done.put(model.type(), rowsDone);
    try {
      rows.advance(model, end, rowsDone);
    } catch (ProgressLostException passing) {
      // Only a resumed backfill would miss it, and would then do this portion again.
      log.warn("{}", passing.getMessage());
    }
  }

  private static <T> T insist(Supplier<T> work) throws InterruptedException {
    var backoff = new Backoff();
    while (true) {
      try {
        return work.get();
      } catch (ProgressLostException passing) {
        log.warn("{}", passing.getMessage());
      }
      backoff.pause();
    }
  }
}
