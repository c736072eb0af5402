/**
 * Products and their variants: what is offered, at what price, and how many there are. Inputs of
 * the catalogue's mutations flow in; rows of {@code product} and {@code variant} come out, or the
 * rules that an input violates.
 */
@NullMarked
package io.millrace.storefront.catalogue;

import org.jspecify.annotations.NullMarked;
