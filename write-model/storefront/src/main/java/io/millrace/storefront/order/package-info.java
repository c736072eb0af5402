/**
 * Orders and the stock that they reserve. Inputs of the orders' mutations flow in; orders, their
 * lines and moved stock come out, or the rules that an input violates. Stock is locked in the order
 * of variant ids and taken by a conditional update, so that it never goes below zero and orders
 * never wait for each other in a circle.
 */
@NullMarked
package io.millrace.storefront.order;

import org.jspecify.annotations.NullMarked;
