/**
 * The constraints that the SDL puts on arguments and input fields, as it writes them: which there
 * are, and what the values are like that an element takes. The catalog checks them with this,
 * versions are compared by it, and the API asks it where each one is.
 */
@NullMarked
package io.millrace.schema.constraint;

import org.jspecify.annotations.NullMarked;
