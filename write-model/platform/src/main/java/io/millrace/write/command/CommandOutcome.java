package io.millrace.write.command;

import io.millrace.write.position.StreamPosition;
import java.util.Optional;

/**
 * What became of a command.
 *
 * @param result the documents it touched, or the rules that its input violates
 * @param repeated whether the result is that of an earlier call with the same idempotency key
 * @param marker a place in the stream of changes after everything that the command did; empty for a
 *     refused command, and where the command was carried out but no marker could be written
 */
public record CommandOutcome(
    CommandResult result, boolean repeated, Optional<StreamPosition> marker) {}
