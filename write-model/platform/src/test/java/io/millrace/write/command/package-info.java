/** Tests of commands with the library's handlers. */
@NullMarked
package io.millrace.write.command;

import org.jspecify.annotations.NullMarked;
