package io.millrace.ops.run;

import io.millrace.ops.identity.DevelopmentIssuer;
import io.millrace.ops.identity.KnownCallers;
import io.millrace.ops.identity.TryingTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What a run on one's own machine switches on and production leaves off. */
public final class Development {

  private static final String MODE = "MILLRACE_API_MODE";
  private static final String ISSUER = "MILLRACE_API_IDENTITY_ISSUER";
  private static final String TRYING_TOKENS = "MILLRACE_API_GRAPHIQL_TOKENS";

  /** Longer than most runs last; each makes new ones. */
  private static final Duration TRYING = Duration.ofDays(30);

  private static final Map<String, String> SWITCHES =
      Map.of(
          "MILLRACE_API_MODE", "development",
          // One developer, and a benchmark, come from one address, or with one client's tokens.
          "MILLRACE_API_BUDGET_CAPACITY", "1000000000",
          "MILLRACE_API_BUDGET_RESTORERATE", "1000000000",
          "MILLRACE_API_BUDGET_ANONYMOUSCAPACITY", "1000000000",
          "MILLRACE_API_BUDGET_ANONYMOUSRESTORERATE", "1000000000",
          "MILLRACE_API_RATE_ADDRESSPERSECOND", "0",
          "MILLRACE_API_RATE_CLIENTPERSECOND", "0");

  private Development() {}

  /**
   * An application's settings with the switches.
   *
   * @param settings the application's own
   * @param identity where the key is that {@code token} signs with
   * @param environment where somebody may have decided otherwise
   */
  static Map<String, String> with(
      Map<String, String> settings, Path identity, Map<String, String> environment)
      throws IOException {
    var all = new HashMap<>(settings);
    if (!environment.containsKey(ISSUER) && !isProduction(environment)) {
      var issuer = DevelopmentIssuer.in(identity);
      issuer.properties().forEach((name, value) -> all.put(variable(name), value));
      var tokens = TryingTokens.write(identity, new KnownCallers(issuer, TRYING));
      all.put(TRYING_TOKENS, environment.getOrDefault(TRYING_TOKENS, tokens.toString()));
    }
    SWITCHES.forEach((name, value) -> all.put(name, environment.getOrDefault(name, value)));
    return all;
  }

  /** Whether somebody has decided that the API is to be as in production. */
  public static boolean isProduction(Map<String, String> environment) {
    return "production".equalsIgnoreCase(environment.get(MODE));
  }

  /** Whether somebody has decided that the API is to be as for those who build on it. */
  public static boolean isAskedFor(Map<String, String> environment) {
    return "development".equalsIgnoreCase(environment.get(MODE));
  }

  /** A property's name as Spring Boot looks for it in the environment. */
  private static String variable(String property) {
    return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
