/**
 * Commands: a mutation field is bound by name to a method of a domain's handler, which runs in one
 * transaction and says which documents it touched or which rules the input violates. Idempotency
 * keys and markers are kept here, so that a handler is plain domain code.
 */
@NullMarked
package io.millrace.write.command;

import org.jspecify.annotations.NullMarked;
