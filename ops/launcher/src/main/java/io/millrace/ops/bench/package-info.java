/**
 * Measures Millrace against what its servers can do, in the same run and on the same data. Works on
 * a stack that is up, in names of its own that are deleted afterwards.
 */
@NullMarked
package io.millrace.ops.bench;

import org.jspecify.annotations.NullMarked;
