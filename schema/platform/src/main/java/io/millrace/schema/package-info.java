/** Names, formats and the catalog that every part of Millrace shares. */
@NullMarked
package io.millrace.schema;

import org.jspecify.annotations.NullMarked;
