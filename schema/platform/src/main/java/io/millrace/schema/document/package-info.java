/**
 * The document format: versions, the canonical bytes that one writer makes for projector and
 * fallback alike, the value that Redis keeps, and what Elasticsearch indexes of it.
 */
@NullMarked
package io.millrace.schema.document;

import org.jspecify.annotations.NullMarked;
