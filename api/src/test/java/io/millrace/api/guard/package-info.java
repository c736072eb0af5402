/** What tests of guards share. */
@NullMarked
package io.millrace.api.guard;

import org.jspecify.annotations.NullMarked;
