/**
 * Attacks a running API the way that the open internet does: known kinds of hostile requests, then
 * valid ones that were changed at random. What must never happen is the same for all of them: an
 * answer that blames the server, an answer that tells of its inside, or none at all.
 */
@NullMarked
package io.millrace.ops.attack;

import org.jspecify.annotations.NullMarked;
