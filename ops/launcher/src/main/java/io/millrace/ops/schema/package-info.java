/**
 * The released SDL of a domain's versions: where its files are kept, how they are written, and what
 * has changed since.
 */
@NullMarked
package io.millrace.ops.schema;

import org.jspecify.annotations.NullMarked;
