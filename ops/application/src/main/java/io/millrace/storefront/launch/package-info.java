/**
 * What the storefront brings to the launcher: the import of invoices, and a generated shop to begin
 * with. The only part of the storefront that knows the launcher.
 */
@NullMarked
package io.millrace.storefront.launch;

import org.jspecify.annotations.NullMarked;
