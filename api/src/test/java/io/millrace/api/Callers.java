package io.millrace.api;

import io.millrace.api.identity.Identity;
import io.millrace.api.identity.Identity.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who asks in the tests of rules. */
final class Callers {

  /** Nobody known. */
  static final Identity NOBODY = new Identity("192.0.2.1", Optional.empty());

  /** The first gardener. */
  static final Identity ADA = user("1", Set.of());

  /** The second gardener. */
  static final Identity BEN = user("2", Set.of());

  /** Somebody who looks after the garden. */
  static final Identity STAFF = user("900", Set.of("garden:staff"));

  private Callers() {}

  static Identity user(String subject, Set<String> scopes) {
    return user(subject, scopes, Map.of());
  }

  /** Of a team. */
  static Identity member(String subject, List<?> teams) {
    return user(subject, Set.of(), Map.of("teams", teams));
  }

  static Identity user(String subject, Set<String> scopes, Map<String, Object> claims) {
    var all = new HashMap<>(claims);
    all.put("sub", subject);
    return new Identity(
        "192.0.2.1", Optional.of(new Token("https://issuer.example", subject, "web", scopes, all)));
  }
}
