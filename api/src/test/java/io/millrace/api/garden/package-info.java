/**
 * A domain of the tests: a botanical garden with its tables, commands and a controller, and what
 * fills the stores as the projector would.
 */
@NullMarked
package io.millrace.api.garden;

import org.jspecify.annotations.NullMarked;
