/** Tests of benchmarks. */
@NullMarked
package io.millrace.ops.bench;

import org.jspecify.annotations.NullMarked;
