package io.millrace.ops.status;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.api.sync.RedisCommands;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.channel.ChannelEntry;
import io.millrace.write.channel.ChannelRecord.PositionReached;
import io.millrace.write.channel.ReadStore;
import io.millrace.write.position.StreamPosition;
import io.millrace.write.position.WalPosition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the projector has published, read from the end of the channel.
 *
 * @param lookup for lookups, null where the channel says nothing
 * @param search for searches, null where the channel says nothing
 */
public record PublishedPositions(@Nullable StreamPosition lookup, @Nullable StreamPosition search) {

  /** Entries looked at, from the newest; under load a position comes every few dozen. */
  private static final int MOST_ENTRIES = 10_000;

  private static final int PAGE = 200;

  static PublishedPositions read(RedisCommands<String, String> redis, StoreNames names) {
    StreamPosition lookup = null;
    StreamPosition search = null;
    var newest = Range.Boundary.<String>unbounded();
    for (int seen = 0; seen < MOST_ENTRIES && (lookup == null || search == null); seen += PAGE) {
      var page =
          redis.xrevrange(
              names.changes(), Range.from(Range.Boundary.unbounded(), newest), Limit.from(PAGE));
      for (var message : page) {
        if (ChannelEntry.decode(message.getId(), message.getBody()).record()
            instanceof PositionReached(var store, var position)) {
          if (store == ReadStore.LOOKUP && lookup == null) {
            lookup = position;
          } else if (store == ReadStore.SEARCH && search == null) {
            search = position;
          }
        }
      }
      if (page.size() < PAGE) {
        break;
      }
      newest = Range.Boundary.excluding(page.getLast().getId());
    }
    return new PublishedPositions(lookup, search);
  }

  /** The earlier of the two; empty while one is missing. */
  public Optional<WalPosition> both() {
    if (lookup == null || search == null) {
      return Optional.empty();
    }
    return Optional.of(lookup.wal().compareTo(search.wal()) <= 0 ? lookup.wal() : search.wal());
  }

  /** Whether everything up to the position can be looked up and searched for. */
  public boolean reached(WalPosition position) {
    return both().filter(at -> at.compareTo(position) >= 0).isPresent();
  }
}
