/**
 * What customers write of products. The input of {@code reviewWrite} flows in; a row of {@code
 * review} comes out, or the rules that the input violates.
 */
@NullMarked
package io.millrace.storefront.review;

import org.jspecify.annotations.NullMarked;
