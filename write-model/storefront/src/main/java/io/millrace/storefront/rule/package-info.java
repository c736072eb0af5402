/**
 * What the rules of all features share: the path of the input field that a rule is about, database
 * constraints that are rules, and what happens to the loser of a race. Violations come out as the
 * platform's {@link io.millrace.write.command.RuleViolation}.
 */
@NullMarked
package io.millrace.storefront.rule;

import org.jspecify.annotations.NullMarked;
