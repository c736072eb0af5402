/** What holds for the whole of Millrace, whichever module a class is in. */
@NullMarked
package io.millrace.ops;

import org.jspecify.annotations.NullMarked;
