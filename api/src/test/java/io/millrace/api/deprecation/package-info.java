/** Tests of what clients are told about deprecated elements. */
@NullMarked
package io.millrace.api.deprecation;

import org.jspecify.annotations.NullMarked;
