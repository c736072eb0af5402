/** Rules of orders and what they take from the stock, without a database. */
@NullMarked
package io.millrace.storefront.order;

import org.jspecify.annotations.NullMarked;
