/**
 * What customers write of products. Inputs of the reviews' mutations flow in; rows of {@code
 * review} come out, or the rules that an input violates.
 */
@NullMarked
package io.millrace.storefront.review;

import org.jspecify.annotations.NullMarked;
