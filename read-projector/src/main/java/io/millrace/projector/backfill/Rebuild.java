package io.millrace.projector.backfill;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.millrace.projector.sink.RedisLink;
import io.millrace.projector.sink.SearchIndices;
import io.millrace.projector.slot.SlotOwnership;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.store.StoreNames;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Empties the stores of a source and forgets its slot, so that the projector's next start begins as
 * its first: a new slot, then a backfill. For a slot or a store that was lost; the projector must
 * not run meanwhile. Until the backfill is done lookups are answered by Postgres.
 *
 * <p>What is done twice does no harm: a rebuild that was interrupted is begun again.
 */
public final class Rebuild {

  private static final int KEYS_OF_A_STEP = 1_000;

  private final SlotOwnership ownership;
  private final ReadModelRows rows;
  private final SearchIndices indices;
  private final RedisLink redis;
  private final StoreNames names;

  public Rebuild(
      SlotOwnership ownership,
      ReadModelRows rows,
      SearchIndices indices,
      RedisLink redis,
      StoreNames names) {
    this.ownership = ownership;
    this.rows = rows;
    this.indices = indices;
    this.redis = redis;
    this.names = names;
  }

  /**
   * Empties the stores and forgets the slot.
   *
   * @param models whose indices of any version go
   * @throws io.millrace.projector.slot.SlotHeldException when a projector runs
   * @throws io.millrace.projector.sink.StoreAwayException when a store does not answer
   */
  public void run(Collection<ReadModel> models) throws InterruptedException {
    try (var lock = ownership.lock()) {
      // A projector that stands by would take over between two of the steps.
      ownership.await(lock);
      empty(models);
    }
  }

  private void empty(Collection<ReadModel> models) throws InterruptedException {
    // First the slot, which says whether a projector runs; last of all nothing is left to replay.
    ownership.reset();
    rows.reset();
    indices.deleteAll(models);
    deleteKeys("%s:%s:*".formatted(names.prefix(), names.source()));
    deleteKeys("{%s:%s:%d}:*".formatted(names.prefix(), names.source(), names.partition()));
  }

  private void deleteKeys(String pattern) {
    var arguments = ScanArgs.Builder.limit(KEYS_OF_A_STEP).match(pattern);
    var cursor = ScanCursor.INITIAL;
    do {
      var from = cursor;
      KeyScanCursor<byte[]> found =
          Objects.requireNonNull(
              redis.<KeyScanCursor<byte[]>>call(commands -> commands.scan(from, arguments)));
      List<byte[]> keys = found.getKeys();
      if (!keys.isEmpty()) {
        redis.<Long>call(commands -> commands.unlink(keys.toArray(byte[][]::new)));
      }
      cursor = ScanCursor.of(found.getCursor());
      cursor.setFinished(found.isFinished());
    } while (!cursor.isFinished());
  }
}
