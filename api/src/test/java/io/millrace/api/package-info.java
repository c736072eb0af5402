/** Tests of the API as a whole, against real stores. */
@NullMarked
package io.millrace.api;

import org.jspecify.annotations.NullMarked;
