/** What both applications do alike for their operators: where metrics go, and how to end. */
@NullMarked
package io.millrace.write.operate;

import org.jspecify.annotations.NullMarked;
