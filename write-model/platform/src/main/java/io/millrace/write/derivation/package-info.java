/**
 * Running a read model's SQL for a batch of keys. Keys go in; canonical documents come out, with
 * the version of the one snapshot that all of them were read in. Projection, backfill and the API's
 * fallback derive here, so that they can't disagree.
 */
@NullMarked
package io.millrace.write.derivation;

import org.jspecify.annotations.NullMarked;
