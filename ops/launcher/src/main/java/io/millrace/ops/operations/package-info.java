/**
 * Publishing of documents: a client's build hands over a manifest, every document in it is held
 * against the schema of each version that the build asks for and against the API's limits, and all
 * of them are stored for the API to run, or none is. What is published is held against a schema
 * again before that is released.
 */
@NullMarked
package io.millrace.ops.operations;

import org.jspecify.annotations.NullMarked;
