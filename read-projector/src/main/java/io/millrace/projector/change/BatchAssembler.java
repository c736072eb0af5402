package io.millrace.projector.change;

import io.millrace.write.position.WalPosition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts transactions into batches: whole ones together up to {@code batchRows}, one of more than
 * {@code transactionRows} in parts. Never waits: {@link #flush} sends what is whole as soon as the
 * engine has nothing more at hand, so that batches are small when idle and large under load.
 *
 * @param <T> what moves the slot to the end of a batch
 */
final class BatchAssembler<T> {

  /** Takes the batches. */
  @FunctionalInterface
  interface Outlet<T> {
    void send(Assembled<T> batch) throws InterruptedException;
  }

  /**
   * A batch before it is handed over.
   *
   * @param token what moves the slot to {@code end}; null inside of a split transaction
   */
  record Assembled<T>(
      List<RowChange> changes,
      List<Marker> markers,
      WalPosition end,
      Set<Long> xids,
      boolean endsTransaction,
      @Nullable T token) {}

  private final int transactionRows;
  private final int batchRows;
  private final Outlet<T> outlet;

  private List<RowChange> whole = new ArrayList<>();
  private List<Marker> markers = new ArrayList<>();
  private List<RowChange> open = new ArrayList<>();
  private WalPosition end = WalPosition.ZERO;
  private @Nullable T token;

  BatchAssembler(int transactionRows, int batchRows, Outlet<T> outlet) {
    this.transactionRows = transactionRows;
    this.batchRows = batchRows;
    this.outlet = outlet;
  }

  void row(RowChange change) throws InterruptedException {
    if (open.size() == transactionRows) {
      flush();
      var part = open;
      open = new ArrayList<>();
      outlet.send(new Assembled<>(part, List.of(), end, xids(part), false, null));
    }
    open.add(change);
  }

  void transactionEnd(WalPosition position, T token) throws InterruptedException {
    if (!whole.isEmpty() && whole.size() + open.size() > batchRows) {
      flush();
    }
    if (whole.isEmpty()) {
      whole = open;
      open = new ArrayList<>();
    } else {
      whole.addAll(open);
      open.clear();
    }
    moveTo(position, token);
  }

  void marker(Marker marker, T token) throws InterruptedException {
    markers.add(marker);
    moveTo(marker.position(), token);
  }

  /** Sends what is whole. */
  void flush() throws InterruptedException {
    if (token == null) {
      return;
    }
    var batch = new Assembled<>(whole, markers, end, xids(whole), true, token);
    whole = new ArrayList<>();
    markers = new ArrayList<>();
    token = null;
    outlet.send(batch);
  }

  private void moveTo(WalPosition position, T token) throws InterruptedException {
    this.end = position;
    this.token = token;
    if (whole.size() + markers.size() >= batchRows) {
      flush();
    }
  }

  private static Set<Long> xids(List<RowChange> changes) {
    var xids = new LinkedHashSet<Long>();
    for (var change : changes) {
      xids.add(change.xid());
    }
    return xids;
  }
}
