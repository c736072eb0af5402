package io.millrace.projector.slot;

import io.millrace.write.position.SourcePartition;

/**
 * One owner's time with the slot.
 *
 * @param stream whose slot
 * @param generation counts the owners; fences positions and notices of earlier ones
 * @param epoch the high part of document versions when the slot was taken; it rises afterwards with
 *     each lost connection, so versions take it from the deriving snapshot
 * @param systemIdentifier of the Postgres cluster
 * @param timeline of the Postgres cluster
 * @param created whether the slot was made by this taking: a backfill must follow
 * @param clusterChanged whether system identifier or timeline differ from the recorded ones
 */
public record SlotTenure(
    SourcePartition stream,
    long generation,
    long epoch,
    String systemIdentifier,
    int timeline,
    boolean created,
    boolean clusterChanged) {}
