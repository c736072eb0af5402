/**
 * What requests are counted by. Meters of one part stand with that part; here is what no part alone
 * knows. Every tag has few values, whatever callers send.
 */
@NullMarked
package io.millrace.api.metrics;

import org.jspecify.annotations.NullMarked;
