package io.millrace.projector.route;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.key.DocumentKey;
import io.millrace.write.position.WalPosition;
import java.util.Map;
import java.util.Set;

/**
 * What a batch of changes comes to: the documents that may be different now.
 *
 * @param keys by read model
 * @param whole read models whose every document may be different, or gone, after a truncation
 * @param mustSee the 32-bit transaction ids that a deriving snapshot must see
 * @param end the position up to which everything has been routed with these keys
 * @param acknowledgement to be run when all of it is durable in every store; idempotent
 */
public record RoutedKeys(
    Map<ReadModel, Set<DocumentKey>> keys,
    Set<ReadModel> whole,
    Set<Long> mustSee,
    WalPosition end,
    Runnable acknowledgement) {

  /** How many documents are to be derived, those of whole read models not counted. */
  public int size() {
    return keys.values().stream().mapToInt(Set::size).sum();
  }
}
