/** Rules of products, variants and prices, without a database. */
@NullMarked
package io.millrace.storefront.catalogue;

import org.jspecify.annotations.NullMarked;
