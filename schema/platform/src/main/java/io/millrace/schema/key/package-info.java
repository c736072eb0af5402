/**
 * Keys of documents and the opaque global ids that clients see for them. A key goes in as the
 * values of the key columns and comes out as one canonical text, which names the document in every
 * store.
 */
@NullMarked
package io.millrace.schema.key;

import org.jspecify.annotations.NullMarked;
