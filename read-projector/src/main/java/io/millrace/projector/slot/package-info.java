/**
 * The replication slot and who owns it: making and recording it, taking it with a new epoch and
 * generation, noticing that it is lost or held by another, and what at start-up would bite later.
 */
@NullMarked
package io.millrace.projector.slot;

import org.jspecify.annotations.NullMarked;
