/** Tests of budgets' parts. */
@NullMarked
package io.millrace.api.budget;

import org.jspecify.annotations.NullMarked;
