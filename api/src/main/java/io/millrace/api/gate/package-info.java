/**
 * What stands between a request and its execution, on every transport: the document is found,
 * parsed and validated, or taken from the cache; then each check in its order may refuse the
 * operation. What comes out is an operation that runs.
 */
@NullMarked
package io.millrace.api.gate;

import org.jspecify.annotations.NullMarked;
