package io.millrace.ops.extension;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody for whom {@code ./millrace token} makes tokens, as the domain knows him.
 *
 * @param name the option's name, without dashes
 * @param subject the token's {@code sub}; null where the option names it
 * @param scopes what the token allows
 * @param description what the option's help says
 */
public record TokenRole(
    String name, @Nullable String subject, Set<String> scopes, String description) {
  public TokenRole {
    scopes = Set.copyOf(scopes);
  }
}
