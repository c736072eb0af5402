/** What the catalog promises, shown on a small library that is no shop. */
@NullMarked
package io.millrace.schema.catalog;

import org.jspecify.annotations.NullMarked;
