/**
 * API and projector in one process, for machines where two are one too many: one port, one heap,
 * the same configuration.
 */
@NullMarked
package io.millrace.ops.single;

import org.jspecify.annotations.NullMarked;
