/**
 * The import of a retailer's invoices, in the format of the public Online Retail data set (one CSV
 * line per invoice line). A file flows in; products, variants, customers and orders that are not
 * there yet come out, with a report of what was taken and what was not. The whole file is read,
 * checked and put into temporary tables first; what is made of it is SQL, in the resources beside
 * this package.
 */
@NullMarked
package io.millrace.storefront.retail;

import org.jspecify.annotations.NullMarked;
