package io.millrace.projector.run;

import io.millrace.projector.sink.StoreAwayException;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.store.Bucket;
import io.millrace.write.position.WalPosition;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /actuator/projector} shows.
 *
 * @param phase what the projector is doing
 * @param generation of its time with the slot
 * @param lookupPosition up to where Redis has everything
 * @param searchPosition up to where Elasticsearch has everything
 * @param slotPosition how far the slot was moved
 * @param lagBytes of the log between its end and the earlier of the two positions
 * @param models by type
 * @param counters what was counted since the session began
 * @param away stores that do not answer, since when and why
 * @param waitingFor what keeps the projector from beginning
 * @param haltedReason why it stopped for good
 * @param haltedRemedy what helps
 */
public record ProjectorReport(
    String phase,
    long generation,
    @Nullable String lookupPosition,
    @Nullable String searchPosition,
    @Nullable String slotPosition,
    @Nullable Long lagBytes,
    Map<String, Model> models,
    Map<String, Long> counters,
    Map<String, String> away,
    @Nullable String waitingFor,
    @Nullable String haltedReason,
    @Nullable String haltedRemedy) {

  /**
   * A read model.
   *
   * @param hash of the version that is kept current
   * @param redis live documents; null while Redis is away
   * @param elasticsearch documents that can be found; null while Elasticsearch is away
   * @param backfilled keys done by a backfill of this session; null where none was due
   */
  public record Model(
      String hash, @Nullable Long redis, @Nullable Long elasticsearch, @Nullable Long backfilled) {}

  /** The report of a projector. */
  public static ProjectorReport of(Projector projector) {
    var state = projector.state();
    var lookup = projector.published(projector.stores().lookupJournal());
    var search = projector.published(projector.stores().searchJournal());
    var models = new LinkedHashMap<String, Model>();
    for (var model : projector.models()) {
      models.put(
          model.type(),
          new Model(
              model.hash(),
              unlessAway(() -> liveDocuments(projector, model)),
              unlessAway(() -> projector.stores().indices().count(model)),
              state.backfilled().get(model.type())));
    }
    var lag = projector.lagBytes();
    var away = new LinkedHashMap<String, String>();
    state.awayStores().forEach((store, reason) -> away.put(store.name(), reason));
    return new ProjectorReport(
        state.phase().name(),
        state.generation(),
        lookup.map(WalPosition::toString).orElse(null),
        search.map(WalPosition::toString).orElse(null),
        state.source().map(source -> source.released().toString()).orElse(null),
        lag.isPresent() ? lag.getAsLong() : null,
        models,
        counters(state),
        away,
        state.waitingFor().orElse(null),
        state.haltedReason().orElse(null),
        state.haltedRemedy().orElse(null));
  }

  private static Map<String, Long> counters(ProjectorState state) {
    var counters = new LinkedHashMap<String, Long>();
    counters.put("documents", state.documents());
    counters.put("outdatedDerivations", state.outdated());
    counters.put("derivationRetries", state.derivationRetries());
    counters.put("visibilityRetries", state.visibilityRetries());
    counters.put("unroutedRows", state.unroutedRows());
    counters.put("skippedUpdates", state.skippedUpdates());
    counters.put("engines", state.source().map(source -> (long) source.engines()).orElse(0L));
    return counters;
  }

  private static @Nullable Long unlessAway(LongSupplier count) {
    try {
      return count.getAsLong();
    } catch (StoreAwayException | IllegalStateException unknown) {
      return null;
    }
  }

  private static long liveDocuments(Projector projector, ReadModel model) {
    var names = projector.names();
    return projector
        .stores()
        .channelLink()
        .<byte[]>pipeline(
            commands ->
                IntStream.range(0, Bucket.COUNT)
                    .mapToObj(number -> names.liveCount(model, new Bucket(number)))
                    .map(key -> commands.get(key.getBytes(StandardCharsets.UTF_8)))
                    .toList())
        .stream()
        .filter(Objects::nonNull)
        .mapToLong(count -> Long.parseLong(new String(count, StandardCharsets.US_ASCII)))
        .sum();
  }
}
