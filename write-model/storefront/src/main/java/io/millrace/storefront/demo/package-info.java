/**
 * Demonstration data of any size. A seed and counts flow in; rows of the storefront's tables come
 * out through COPY, the same ones for the same seed. Slugs begin with {@code demo-}, stock keeping
 * units with {@code DEMO-}, numbers with {@code D-}, so that they never meet imported ones.
 */
@NullMarked
package io.millrace.storefront.demo;

import org.jspecify.annotations.NullMarked;
