/** A small domain, a library, for the tests of this module. */
@NullMarked
package io.millrace.write;

import org.jspecify.annotations.NullMarked;
