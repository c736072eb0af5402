/**
 * Promises of the storefront's commands and read models, kept on a real Postgres that the tests of
 * this module share.
 */
@NullMarked
package io.millrace.storefront;

import org.jspecify.annotations.NullMarked;
