/** Tests of the import, on a real database and files of their own. */
@NullMarked
package io.millrace.storefront.retail;

import org.jspecify.annotations.NullMarked;
