/**
 * Deriving everything once: the first fill of a store, a new version of a read model beside the
 * live one, and the rebuild after a loss. It walks the root tables by key and resumes where it
 * stopped.
 */
@NullMarked
package io.millrace.projector.backfill;

import org.jspecify.annotations.NullMarked;
