/**
 * Those who order. Inputs of the customers' mutations flow in; rows of {@code customer} come out,
 * or the rules that an input violates. Other features ask here whether one exists.
 */
@NullMarked
package io.millrace.storefront.customer;

import org.jspecify.annotations.NullMarked;
