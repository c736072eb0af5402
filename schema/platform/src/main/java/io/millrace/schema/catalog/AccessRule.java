package io.millrace.schema.catalog;

import java.util.HashSet;
import java.util.Set;

/**
 * What a caller's token must show: {@code @authenticated} and {@code @requiresScopes}, of one
 * element or of several that all must be met.
 *
 * @param authenticated whether there must be a valid token
 * @param choices the scopes that it must hold, each choice to be met
 */
public record AccessRule(boolean authenticated, Set<ScopeChoice> choices) {

  /** Demands nothing. */
  public static final AccessRule OPEN = new AccessRule(false, Set.of());

  public AccessRule {
    choices = Set.copyOf(choices);
  }

  /**
   * Scopes to choose from: every scope of one of the sets must be held.
   *
   * @param anyOf the sets
   */
  public record ScopeChoice(Set<Set<String>> anyOf) {

    public ScopeChoice {
      anyOf = Set.copyOf(anyOf);
    }

    /** Whether a token with these scopes meets the choice. */
    public boolean isMetBy(Set<String> scopes) {
      return anyOf.stream().anyMatch(scopes::containsAll);
    }
  }

  /** Whether it demands nothing. */
  public boolean isOpen() {
    return !authenticated && choices.isEmpty();
  }

  /** The rule that demands what this and another one do. */
  public AccessRule and(AccessRule other) {
    if (other.isOpen()) {
      return this;
    }
    var both = new HashSet<>(choices);
    both.addAll(other.choices);
    return new AccessRule(authenticated || other.authenticated, both);
  }
}
