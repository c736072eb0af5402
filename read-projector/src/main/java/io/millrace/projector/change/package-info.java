/**
 * The stream of changes: what Postgres committed comes in through Debezium's embedded engine, whole
 * transactions in batches go out, and what is acknowledged moves the slot. Debezium's types stay in
 * here.
 */
@NullMarked
package io.millrace.projector.change;

import org.jspecify.annotations.NullMarked;
