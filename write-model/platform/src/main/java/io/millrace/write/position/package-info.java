/**
 * Positions in the write-ahead log, by which writers, projector and readers agree on "up to here".
 */
@NullMarked
package io.millrace.write.position;

import org.jspecify.annotations.NullMarked;
