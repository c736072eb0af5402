/** Tests of how the page to try operations in is set up. */
@NullMarked
package io.millrace.api.graphiql;

import org.jspecify.annotations.NullMarked;
