package io.millrace.api.identity;

import io.millrace.api.identity.Identity.Token;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A verified token as Spring Security knows it; scopes are authorities. */
final class TokenAuthentication extends AbstractAuthenticationToken {

  /** Before a scope's name, as usual in Spring Security. */
  static final String SCOPE = "SCOPE_";

  private final transient Token token;

  TokenAuthentication(Token token) {
    super(AuthorityUtils.createAuthorityList(token.scopes().stream().map(SCOPE::concat).toList()));
    this.token = token;
    super.setAuthenticated(true);
  }

  Token token() {
    return token;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return token.subject();
  }
}
