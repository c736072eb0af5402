/**
 * What of the schema is used, and by whom. In comes each operation that runs; out go the elements
 * that it uses, for its answer to say which of them are deprecated, and every minute the counts of
 * all of them by client, version and day, into the database that the nodes share.
 */
@NullMarked
package io.millrace.api.usage;

import org.jspecify.annotations.NullMarked;
