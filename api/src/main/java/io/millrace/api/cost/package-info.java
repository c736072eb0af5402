/**
 * What operations cost, by the GraphQL Cost Directives specification: a valid operation goes in and
 * comes out with its estimate, or is refused for it; its answer goes in and comes out with what it
 * did cost. Budgets charge by the field cost; the type cost has a limit of its own.
 */
@NullMarked
package io.millrace.api.cost;

import org.jspecify.annotations.NullMarked;
