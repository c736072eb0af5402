/** Tests of the read engine's parts. */
@NullMarked
package io.millrace.api.read;

import org.jspecify.annotations.NullMarked;
