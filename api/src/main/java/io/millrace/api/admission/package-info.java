/**
 * How many operations run at once, and for how long: an operation comes in with its client known,
 * and goes on with a place of its own, or is refused with the time after which to come again.
 */
@NullMarked
package io.millrace.api.admission;

import org.jspecify.annotations.NullMarked;
