package io.millrace.ops.identity;

import io.millrace.ops.extension.LauncherExtension;
import io.millrace.ops.extension.TokenRole;
import io.millrace.ops.identity.DevelopmentIssuer.Bearer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tokens of those whom the domains know, by names such as {@code staff} and {@code customer 17}:
 * the role's, and behind it the subject where the role does not have one of its own.
 */
public final class KnownCallers {

  private static final String CLIENT = "millrace-cli";

  private final DevelopmentIssuer issuer;
  private final List<TokenRole> roles;
  private final Duration validity;
  private final Map<String, String> issued = new HashMap<>();

  /** The callers of every domain on the class path. */
  public KnownCallers(DevelopmentIssuer issuer, Duration validity) {
    this(
        issuer,
        LauncherExtension.all().stream()
            .flatMap(extension -> extension.tokenRoles().stream())
            .toList(),
        validity);
  }

  KnownCallers(DevelopmentIssuer issuer, List<TokenRole> roles, Duration validity) {
    this.issuer = issuer;
    this.roles = List.copyOf(roles);
    this.validity = validity;
  }

  /**
   * The token of a caller, the same one each time.
   *
   * @throws IllegalArgumentException when the domains know no such caller; the message says whom
   *     they know
   */
  public String token(String caller) {
    return issued.computeIfAbsent(caller, this::issue);
  }

  /**
   * Tokens of different people, two of each role: where the role is several people's, one who may
   * be there and one who is not.
   */
  public List<String> some() {
    return roles.stream().flatMap(this::two).toList();
  }

  private Stream<String> two(TokenRole role) {
    return role.subject() == null
        ? Stream.of(token(role.name() + " 1"), token(role.name() + " 999999999"))
        : Stream.of(
            token(role.name()),
            issuer.token(new Bearer(role.subject() + "-2", CLIENT, role.scopes()), validity));
  }

  private String issue(String caller) {
    return roles.stream()
        .filter(role -> role.subject() == null ? named(caller, role) : caller.equals(role.name()))
        .map(role -> new Bearer(subject(caller, role), CLIENT, role.scopes()))
        .map(bearer -> issuer.token(bearer, validity))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Nobody knows the caller '%s'; write %s"
                        .formatted(
                            caller,
                            roles.isEmpty()
                                ? "a TokenRole in a LauncherExtension of the domain"
                                : roles.stream()
                                    .map(KnownCallers::form)
                                    .collect(Collectors.joining(" or ")))));
  }

  private static boolean named(String caller, TokenRole role) {
    return caller.startsWith(role.name() + " ") && !subject(caller, role).isEmpty();
  }

  private static String subject(String caller, TokenRole role) {
    return role.subject() != null ? role.subject() : caller.substring(role.name().length()).strip();
  }

  private static String form(TokenRole role) {
    return "'" + role.name() + (role.subject() == null ? " <id>'" : "'");
  }
}
