/**
 * The names that things have in the stores. A source, a read model and a key go in and Redis keys,
 * index names and aliases come out, the same for the projector that writes and the API that reads.
 */
@NullMarked
package io.millrace.schema.store;

import org.jspecify.annotations.NullMarked;
