/** Operations for tests of what stands before their execution. */
@NullMarked
package io.millrace.api.gate;

import org.jspecify.annotations.NullMarked;
