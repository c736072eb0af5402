package io.millrace.api.cost;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a budget tells a client, in Shopify's words; in an operation's context once it was asked.
 *
 * @param maximumAvailable what the budget holds
 * @param currentlyAvailable what is in it now; below 0 where an operation cost more than was
 *     charged for it
 * @param restoreRate what comes back in a second
 */
public record ThrottleStatus(
    double maximumAvailable, double currentlyAvailable, double restoreRate) {

  Map<String, Object> toMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("maximumAvailable", CostNumber.of(maximumAvailable));
    map.put("currentlyAvailable", CostNumber.of(Math.floor(currentlyAvailable)));
    map.put("restoreRate", CostNumber.of(restoreRate));
    return map;
  }
}
