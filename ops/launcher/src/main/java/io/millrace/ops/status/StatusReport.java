package io.millrace.ops.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a running Millrace is, in the form that {@code status --json} prints.
 *
 * @param api the GraphQL endpoint
 * @param projector the projector's operator endpoints
 * @param postgres as psql takes it
 * @param elasticsearch as curl takes it
 * @param redis as redis-cli takes it
 * @param health of the two applications: {@code UP}, {@code DOWN} or what else they say
 * @param models by type, how many documents each store holds
 * @param lookupPosition how far lookups are published, null where nothing was
 * @param searchPosition how far searches are published, null where nothing was
 * @param lagBytes how far the published position, the earlier of the two, is behind the log; null
 *     where nothing was published
 * @param backfilling read models whose first backfill is not finished
 * @param halted why the projector stopped for good, null while all is well
 * @param remedy the command that helps then
 */
public record StatusReport(
    String api,
    String projector,
    String postgres,
    String elasticsearch,
    String redis,
    Map<String, String> health,
    Map<String, Counts> models,
    @Nullable String lookupPosition,
    @Nullable String searchPosition,
    @Nullable Long lagBytes,
    List<String> backfilling,
    @Nullable String halted,
    @Nullable String remedy) {

  /**
   * Documents of one read model.
   *
   * @param postgres keys for which the statement gives a row
   * @param elasticsearch documents in the search index
   * @param redis documents that are no tombstones
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Counts(
      @JsonProperty("postgres") long postgres,
      @JsonProperty("elasticsearch") long elasticsearch,
      @JsonProperty("redis") long redis) {

    /** Whether all three agree. */
    public boolean equal() {
      return postgres == elasticsearch && postgres == redis;
    }
  }
}
