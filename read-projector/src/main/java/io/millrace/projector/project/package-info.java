/**
 * From keys to documents in both stores: one versioned snapshot for a batch, one lane of writes for
 * each store, and the acknowledgement when both have everything. Keys come in; what is durable goes
 * out as notices and positions.
 */
@NullMarked
package io.millrace.projector.project;

import org.jspecify.annotations.NullMarked;
