/**
 * What a benchmark asks of the API beside operations: an answer of a chosen size that costs nothing
 * to make, and how often an operation waited for a store. Off unless it is switched on.
 */
@NullMarked
package io.millrace.api.bench;

import org.jspecify.annotations.NullMarked;
