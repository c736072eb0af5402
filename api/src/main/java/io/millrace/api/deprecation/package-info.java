/**
 * Tells clients which of the elements that they use are deprecated. In comes what an operation
 * uses; out go {@code extensions.deprecations} of its answer and the day for its header.
 */
@NullMarked
package io.millrace.api.deprecation;

import org.jspecify.annotations.NullMarked;
