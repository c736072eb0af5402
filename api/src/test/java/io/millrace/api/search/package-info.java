/** Tests of what searches find and count. */
@NullMarked
package io.millrace.api.search;

import org.jspecify.annotations.NullMarked;
