/**
 * The platform's scalars for graphql-java. Values of clients come in as texts or numbers and become
 * Java values; what goes out is the one canonical text that documents hold too.
 */
@NullMarked
package io.millrace.schema.scalar;

import org.jspecify.annotations.NullMarked;
