@NullMarked
package io.millrace.ops.extension;

import org.jspecify.annotations.NullMarked;
