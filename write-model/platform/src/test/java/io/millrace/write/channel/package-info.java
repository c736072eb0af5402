/** Tests. */
@NullMarked
package io.millrace.write.channel;

import org.jspecify.annotations.NullMarked;
