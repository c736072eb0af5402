package io.millrace.write.command;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who sends a command, as a verified token says it. A handler that acts for its caller takes one
 * behind its input and decides; what it refuses must look like what does not exist.
 *
 * @param subject the user; absent for somebody unnamed
 * @param scopes what the token allows
 * @param claims everything that the token says
 */
public record Caller(Optional<String> subject, Set<String> scopes, Map<String, Object> claims) {

  /** Somebody unnamed. */
  public static final Caller ANONYMOUS = new Caller(Optional.empty(), Set.of(), Map.of());

  public Caller {
    scopes = Set.copyOf(scopes);
    claims = Map.copyOf(claims);
  }

  /** Whether the caller is this user. */
  public boolean is(String user) {
    return subject.filter(user::equals).isPresent();
  }

  /** Whether the caller's token has this scope. */
  public boolean hasScope(String scope) {
    return scopes.contains(scope);
  }
}
