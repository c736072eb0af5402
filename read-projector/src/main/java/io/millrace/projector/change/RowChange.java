package io.millrace.projector.change;

import io.millrace.write.position.WalPosition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of one row, or the truncation of a table.
 *
 * <p>An image has the row's columns by name. Values by Postgres type: {@code smallint}, {@code
 * integer}, {@code bigint} → Long; {@code real}, {@code double precision} → Double; {@code boolean}
 * → Boolean; {@code bytea} and types that Debezium does not know → hexadecimal String; arrays →
 * List of these; all others → String: {@code numeric}, {@code text}, {@code uuid}, {@code json(b)}
 * and enums as Postgres writes them, dates and times in ISO 8601. An unchanged TOAST value that the
 * log does not carry is taken from the old image, and where there is none its column is left out of
 * the new one; so are columns that the publication leaves out, such as generated ones.
 *
 * <p>An update that changes the primary key comes as a deletion of the old row and an insertion of
 * the new one.
 *
 * @param table schema and name: {@code public.product}
 * @param before the old image; null for inserts and truncations, and where the table's REPLICA
 *     IDENTITY gives none; under REPLICA IDENTITY DEFAULT a deletion's has nulls in all columns but
 *     the key's, and an update that keeps the key has none
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
