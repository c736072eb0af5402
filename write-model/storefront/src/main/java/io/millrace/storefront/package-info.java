/**
 * The storefront's write side as one auto-configuration: an application that has this jar and a
 * database has the storefront's commands.
 */
@NullMarked
package io.millrace.storefront;

import org.jspecify.annotations.NullMarked;
