/**
 * The form in which rows go to Postgres in bulk. Values flow in, one row at a time; text for COPY
 * comes out.
 */
@NullMarked
package io.millrace.storefront.bulk;

import org.jspecify.annotations.NullMarked;
