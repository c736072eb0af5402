/** Tests. */
@NullMarked
package io.millrace.write.derivation;

import org.jspecify.annotations.NullMarked;
