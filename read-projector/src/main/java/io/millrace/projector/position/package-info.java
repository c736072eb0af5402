/**
 * How far each store has come, and telling the API nodes: the channel with its fenced entries, and
 * the incarnation and applied position that a store keeps with its data, by which it is noticed
 * when it comes back older, empty or as another.
 */
@NullMarked
package io.millrace.projector.position;

import org.jspecify.annotations.NullMarked;
