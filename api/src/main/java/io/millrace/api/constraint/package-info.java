/**
 * Constraints of arguments and input fields: what the SDL says of the values that an operation may
 * hold. They are held against its coerced arguments before it is priced, whoever executes it then;
 * what comes out is nothing, or one error for each constraint that is violated.
 */
@NullMarked
package io.millrace.api.constraint;

import org.jspecify.annotations.NullMarked;
