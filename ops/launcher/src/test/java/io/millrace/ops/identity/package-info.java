/** Tests of tokens for development. */
@NullMarked
package io.millrace.ops.identity;

import org.jspecify.annotations.NullMarked;
