package io.millrace.projector.change;

import io.millrace.write.position.WalPosition;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** A batch with the entry of its ledger behind it. */
final class HandedOverBatch implements ChangeBatch {

  private final BatchAssembler.Assembled<?> assembled;
  private final Runnable acknowledgement;

  HandedOverBatch(BatchAssembler.Assembled<?> assembled, Runnable acknowledgement) {
    this.assembled = assembled;
    this.acknowledgement = acknowledgement;
  }

  @Override
  public List<RowChange> changes() {
    return Collections.unmodifiableList(assembled.changes());
  }

  @Override
  public List<Marker> markers() {
    return Collections.unmodifiableList(assembled.markers());
  }

  @Override
  public WalPosition end() {
    return assembled.end();
  }

  @Override
  public Set<Long> xids() {
    return Collections.unmodifiableSet(assembled.xids());
  }

  @Override
  public boolean endsTransaction() {
    return assembled.endsTransaction();
  }

  @Override
  public void acknowledge() {
    acknowledgement.run();
  }

  @Override
  public String toString() {
    return "%d changes, %d markers up to %s"
        .formatted(assembled.changes().size(), assembled.markers().size(), assembled.end());
  }
}
