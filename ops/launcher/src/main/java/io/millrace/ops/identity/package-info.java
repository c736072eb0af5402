/**
 * Tokens on a machine that has no issuer: {@code up} makes a key and has its API trust it, {@code
 * token} signs with it. A production API refuses such a key.
 */
@NullMarked
package io.millrace.ops.identity;

import org.jspecify.annotations.NullMarked;
