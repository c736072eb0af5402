/** What a deployment runs besides the two applications. */
@NullMarked
package io.millrace.ops.deploy;

import org.jspecify.annotations.NullMarked;
