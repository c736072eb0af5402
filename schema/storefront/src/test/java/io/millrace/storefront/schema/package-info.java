/**
 * Promises of the storefront's schema that need no database: its SDL is valid, described, and every
 * read model has its statement.
 */
@NullMarked
package io.millrace.storefront.schema;

import org.jspecify.annotations.NullMarked;
