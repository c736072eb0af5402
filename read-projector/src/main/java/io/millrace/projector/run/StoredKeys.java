package io.millrace.projector.run;

import io.millrace.projector.project.Backoff;
import io.millrace.projector.project.Deriver;
import io.millrace.projector.project.Projection.KeyPortion;
import io.millrace.projector.project.Projection.WholeModels;
import io.millrace.projector.sink.SearchIndices;
import io.millrace.projector.sink.StoreAwayException;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.key.DocumentKey;
import java.util.List;
import java.util.Optional;

/** Walks the keys of the rows that there are and of the documents that the search index holds. */
final class StoredKeys implements WholeModels {

  private static final int PORTION = 1_000;

  private final Deriver deriver;
  private final SearchIndices indices;

  StoredKeys(Deriver deriver, SearchIndices indices) {
    this.deriver = deriver;
    this.indices = indices;
  }

  @Override
  public void walk(ReadModel model, KeyPortion consumer) throws InterruptedException {
    walk(last -> deriver.nextKeys(model, last, PORTION), consumer);
    walk(last -> indexed(model, last), consumer);
  }

  private static void walk(Portions portions, KeyPortion consumer) throws InterruptedException {
    Optional<DocumentKey> last = Optional.empty();
    while (true) {
      var keys = portions.after(last);
      if (keys.isEmpty()) {
        return;
      }
      consumer.accept(keys);
      last = Optional.of(keys.getLast());
    }
  }

  private List<DocumentKey> indexed(ReadModel model, Optional<DocumentKey> last)
      throws InterruptedException {
    var backoff = new Backoff();
    while (true) {
      try {
        return indices.keys(model, last, PORTION);
      } catch (StoreAwayException passing) {
        backoff.pause();
      }
    }
  }

  @FunctionalInterface
  private interface Portions {
    List<DocumentKey> after(Optional<DocumentKey> last) throws InterruptedException;
  }
}
