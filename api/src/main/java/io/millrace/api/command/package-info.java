/**
 * Mutations: a field's input goes to the command of its name, and the payload is read from the
 * primary, so that it shows what the command did.
 */
@NullMarked
package io.millrace.api.command;

import org.jspecify.annotations.NullMarked;
