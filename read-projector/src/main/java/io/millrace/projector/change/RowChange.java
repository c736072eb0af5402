package io.millrace.projector.change;

import io.millrace.write.position.WalPosition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of one row, or the truncation of a table.
 *
 * <p>An image has the row's columns by name. Values by Postgres type: {@code smallint}, {@code
 * integer}, {@code bigint} → Long; {@code real}, {@code double precision} → Double; {@code boolean}
 * → Boolean; {@code numeric} → its text; {@code text}, {@code varchar}, {@code uuid}, {@code
 * json(b)}, enums, … → String; {@code bytea} → hexadecimal String; {@code date} → LocalDate; {@code
 * timestamp} → LocalDateTime; {@code timestamptz} → Instant; arrays → List of these. An unchanged
 * TOAST value that the log does not carry is taken from the old image, and where there is none its
 * column is left out.
 *
 * @param table schema and name: {@code public.product}
 * @param before the old image; null for inserts and truncations, and where the table's REPLICA
 *     IDENTITY gives none; only the key's columns under REPLICA IDENTITY DEFAULT
 * @param after the new image; null for deletes and truncations
 * @param xid the lower 32 bits of the transaction's id, unsigned
 * @param lsn the position of the change; rows of one statement can share it
 */
public record RowChange(
    String table,
    Operation operation,
    @Nullable Map<String, @Nullable Object> before,
    @Nullable Map<String, @Nullable Object> after,
    long xid,
    WalPosition lsn) {}
