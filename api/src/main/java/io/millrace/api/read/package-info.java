/**
 * The read engine: document keys go in, documents come out, whichever store holds them. It knows
 * nothing of GraphQL's fields; a {@link io.millrace.api.read.ReadContext} goes through every read
 * and gathers what the answer depends on and what it cost.
 */
@NullMarked
package io.millrace.api.read;

import org.jspecify.annotations.NullMarked;
