/**
 * Places in a source's stream of changes. A position is a place in Postgres' write-ahead log
 * together with what makes it comparable: the source and partition, the cluster's system identifier
 * and its timeline. Markers return positions, the projector publishes them, readers wait for them.
 */
@NullMarked
package io.millrace.write.position;

import org.jspecify.annotations.NullMarked;
