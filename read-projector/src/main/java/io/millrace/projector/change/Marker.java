package io.millrace.projector.change;

import io.millrace.write.position.WalPosition;

/**
 * A non-transactional logical message: when it has arrived, every transaction that had committed
 * before it was written has arrived too (DESIGN.md section 6).
 *
 * @param prefix who wrote it: {@code millrace} for the platform's own
 * @param content its text
 * @param position what {@code pg_logical_emit_message} returned to its writer
 */
public record Marker(String prefix, String content, WalPosition position) {}
