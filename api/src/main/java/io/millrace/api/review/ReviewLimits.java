package io.millrace.api.review;

import io.millrace.api.ApiProperties;
import io.millrace.api.budget.BudgetProperties;
import io.millrace.api.cost.CostProperties;

/**
 * What an API is told of limits.
 *
 * @param api how large documents and pages may be
 * @param cost what one operation may cost
 * @param budget what a client may spend
 */
public record ReviewLimits(ApiProperties api, CostProperties cost, BudgetProperties budget) {}
