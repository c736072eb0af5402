/**
 * The one place where failures become GraphQL errors: each leaves with a stable {@code
 * extensions.code} and a message that a client can act on, and nothing internal. What was not
 * foreseen gets an id that finds the log line.
 */
@NullMarked
package io.millrace.api.error;

import org.jspecify.annotations.NullMarked;
