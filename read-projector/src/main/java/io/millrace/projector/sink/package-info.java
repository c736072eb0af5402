/**
 * Writing finished documents to a store so that a lower version never overwrites a higher one.
 * Redis compares in a Lua script, Elasticsearch by its external versions; unique keys are entries
 * of their own.
 */
@NullMarked
package io.millrace.projector.sink;

import org.jspecify.annotations.NullMarked;
