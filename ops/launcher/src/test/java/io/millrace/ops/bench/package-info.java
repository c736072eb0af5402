/** Tests of tokens for development. */
@NullMarked
package io.millrace.ops.bench;

import org.jspecify.annotations.NullMarked;
