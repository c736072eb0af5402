/** Rules of reviews, without a database. */
@NullMarked
package io.millrace.storefront.review;

import org.jspecify.annotations.NullMarked;
