/** Tests. */
@NullMarked
package io.millrace.write.check;

import org.jspecify.annotations.NullMarked;
