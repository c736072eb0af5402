/**
 * The catalog: SDL and read-model SQL cross-checked into descriptors. Files of a domain flow in;
 * what flows out is a {@link io.millrace.schema.catalog.Catalog} without a mistake, or every
 * mistake with file, line, what is wrong and what to write instead.
 */
@NullMarked
package io.millrace.schema.catalog;

import org.jspecify.annotations.NullMarked;
