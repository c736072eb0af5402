/**
 * Those who order. Customers come from imports and demo data so far; other features ask here
 * whether one exists.
 */
@NullMarked
package io.millrace.storefront.customer;

import org.jspecify.annotations.NullMarked;
