/**
 * Search: what a field asks for becomes an Elasticsearch request, and all requests of a level go in
 * one round trip. Hits give keys and sort values; documents come from the read engine.
 */
@NullMarked
package io.millrace.api.search;

import org.jspecify.annotations.NullMarked;
