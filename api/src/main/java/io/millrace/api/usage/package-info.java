/**
 * What of the schema is used. In comes each operation that runs; out go the elements that it uses,
 * for its answer to say which of them are deprecated.
 */
@NullMarked
package io.millrace.api.usage;

import org.jspecify.annotations.NullMarked;
