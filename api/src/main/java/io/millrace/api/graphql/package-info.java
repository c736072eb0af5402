/**
 * The catalog wired into graphql-java: one small fetcher for each kind of field, which asks the
 * read engine and never a store. A controller method of the domain wins over them.
 */
@NullMarked
package io.millrace.api.graphql;

import org.jspecify.annotations.NullMarked;
