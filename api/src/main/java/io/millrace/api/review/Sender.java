package io.millrace.api.review;

import io.millrace.api.identity.Identity;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who will send a document.
 *
 * @param client what its tokens call the client
 * @param scopes what its tokens hold
 */
public record Sender(String client, Set<String> scopes) {

  private static final String NOWHERE = "0.0.0.0";

  public Sender {
    scopes = Set.copyOf(scopes);
  }

  Identity identity() {
    return new Identity(
        NOWHERE, Optional.of(new Identity.Token("", client, client, scopes, Map.of())));
  }

  static Identity withoutToken() {
    return new Identity(NOWHERE, Optional.empty());
  }
}
