/**
 * Promises of the storefront's schema that need no database: the catalog finds no mistake in its
 * SDL and read models.
 */
@NullMarked
package io.millrace.storefront.schema;

import org.jspecify.annotations.NullMarked;
