/**
 * Checks the catalog against a migrated database: what {@code schema} can't know from files alone.
 * Postgres is asked rather than its SQL parsed; everything happens in a transaction that is rolled
 * back.
 */
@NullMarked
package io.millrace.write.check;

import org.jspecify.annotations.NullMarked;
