/** Projects of one's own. */
@NullMarked
package io.millrace.ops.project;

import org.jspecify.annotations.NullMarked;
