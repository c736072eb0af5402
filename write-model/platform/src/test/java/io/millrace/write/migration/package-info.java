/** Tests. */
@NullMarked
package io.millrace.write.migration;

import org.jspecify.annotations.NullMarked;
