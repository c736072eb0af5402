/**
 * Looks at what runs and says how it is: positions, lag, and how many documents each store holds.
 * Asks the stores themselves, so that it also works while an application is down.
 */
@NullMarked
package io.millrace.ops.status;

import org.jspecify.annotations.NullMarked;
