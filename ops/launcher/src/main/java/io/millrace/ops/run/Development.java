package io.millrace.ops.run;

import java.util.HashMap;
import java.util.Map;

/** What a run on one's own machine switches on and production leaves off. */
final class Development {

  private static final Map<String, String> SWITCHES =
      Map.of(
          "MILLRACE_API_MODE", "development",
          // One developer, and a benchmark, come from one address.
          "MILLRACE_API_BUDGET_ANONYMOUSCAPACITY", "1000000000",
          "MILLRACE_API_BUDGET_ANONYMOUSRESTORERATE", "1000000000",
          "MILLRACE_API_RATE_ADDRESSPERSECOND", "0",
          "MILLRACE_API_RATE_CLIENTPERSECOND", "0");

  private Development() {}

  /**
   * An application's settings with the switches.
   *
   * @param settings the application's own
   * @param environment where somebody may have decided otherwise
   */
  static Map<String, String> with(Map<String, String> settings, Map<String, String> environment) {
    var all = new HashMap<>(settings);
    SWITCHES.forEach((name, value) -> all.put(name, environment.getOrDefault(name, value)));
    return all;
  }
}
