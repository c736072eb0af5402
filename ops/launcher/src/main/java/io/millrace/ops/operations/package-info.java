/**
 * Publishing of documents: a client's build hands over a manifest, every document in it is held
 * against the schema, and all of them are stored for the API to run, or none is.
 */
@NullMarked
package io.millrace.ops.operations;

import org.jspecify.annotations.NullMarked;
