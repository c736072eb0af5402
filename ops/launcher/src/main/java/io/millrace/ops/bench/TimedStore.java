package io.millrace.ops.bench;

import io.millrace.projector.sink.DocumentStore;
import io.millrace.write.channel.ReadStore;
import io.millrace.write.derivation.DerivedBatch;
import java.util.List;

/** A store whose time for writes and refreshes is added up. */
record TimedStore(DocumentStore store, WallTime writes, WallTime refreshes)
    implements DocumentStore {

  @Override
  public ReadStore name() {
    return store.name();
  }

  @Override
  public void write(List<DerivedBatch> batches) {
    long begun = System.nanoTime();
    store.write(batches);
    writes.addSince(begun);
  }

  @Override
  public void makeVisible() {
    long begun = System.nanoTime();
    store.makeVisible();
    refreshes.addSince(begun);
  }
}
