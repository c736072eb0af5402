/**
 * Test support for domains. A test class marked {@link io.millrace.ops.test.MillraceTest} gets the
 * platform's own applications with its domain, on real servers, as a parameter of its methods.
 */
@NullMarked
package io.millrace.ops.test;

import org.jspecify.annotations.NullMarked;
