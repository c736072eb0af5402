/**
 * The page to look at the schema and try operations in. It consists of resources that are built
 * once and committed, so that it needs no network; a domain's {@code tour/*.graphql} open as its
 * tabs.
 */
@NullMarked
package io.millrace.api.graphiql;

import org.jspecify.annotations.NullMarked;
