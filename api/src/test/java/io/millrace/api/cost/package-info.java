/** Tests of costs. */
@NullMarked
package io.millrace.api.cost;

import org.jspecify.annotations.NullMarked;
