/** Tests of constraints. */
@NullMarked
package io.millrace.api.constraint;

import org.jspecify.annotations.NullMarked;
