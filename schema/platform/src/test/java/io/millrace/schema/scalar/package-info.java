/** What the platform's scalars promise to clients. */
@NullMarked
package io.millrace.schema.scalar;

import org.jspecify.annotations.NullMarked;
