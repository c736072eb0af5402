/** Promises of the demonstration data: exact counts, the same rows for the same seed. */
@NullMarked
package io.millrace.storefront.demo;

import org.jspecify.annotations.NullMarked;
