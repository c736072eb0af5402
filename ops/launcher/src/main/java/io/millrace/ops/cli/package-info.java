/**
 * The launcher's commands. Each parses its options, does its work through the packages beside this
 * one, and says what it did or what to do instead.
 */
@NullMarked
package io.millrace.ops.cli;

import org.jspecify.annotations.NullMarked;
