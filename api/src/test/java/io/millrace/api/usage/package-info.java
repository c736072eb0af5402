/** Tests of what is used, and of how it is counted. */
@NullMarked
package io.millrace.api.usage;

import org.jspecify.annotations.NullMarked;
