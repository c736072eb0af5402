/**
 * Versions of an API, and what changes between two schemas: what a version publishes under which
 * names, and whether clients of the older of two schemas can live with the newer one.
 */
@NullMarked
package io.millrace.schema.version;

import org.jspecify.annotations.NullMarked;
