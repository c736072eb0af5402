/** What changes between versions. */
@NullMarked
package io.millrace.schema.version;

import org.jspecify.annotations.NullMarked;
