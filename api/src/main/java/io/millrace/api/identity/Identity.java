package io.millrace.api.identity;

import graphql.GraphQLContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who sends a request.
 *
 * @param address where it came from; of an IPv6 address the network of 64 bits, since a household
 *     has the rest to choose from
 * @param token what the caller's verified token says, where one was shown
 */
public record Identity(String address, Optional<Token> token) {

  private static final Identity WITHIN = new Identity("within", Optional.empty());

  /**
   * A verified token.
   *
   * @param issuer who vouches for it
   * @param subject the user, unique for the issuer
   * @param client the application that the user uses, unique for the issuer
   * @param scopes what the user has allowed it
   * @param claims everything that the token says
   */
  public record Token(
      String issuer,
      String subject,
      String client,
      Set<String> scopes,
      Map<String, Object> claims) {

    public Token {
      scopes = Set.copyOf(scopes);
      claims = Map.copyOf(claims);
    }

    /** The application, where the token names one and not its user alone. */
    public Optional<String> application() {
      return client.equals(withoutApplication(subject)) ? Optional.empty() : Optional.of(client);
    }

    /** What the client of a token is called that names none. */
    static String withoutApplication(String subject) {
      return "of subject " + subject;
    }
  }

  /** The identity of a request; where nothing says, it comes from within this process. */
  public static Identity of(GraphQLContext context) {
    return context.getOrDefault(Identity.class, WITHIN);
  }

  /** Whether the request comes from within this process, and not over a transport. */
  public boolean isWithin() {
    return this == WITHIN;
  }

  /** What budgets and rates belong to: the client, or the address of somebody unnamed. */
  public String client() {
    return token
        .map(known -> "client:%s %s".formatted(known.issuer(), known.client()))
        .orElseGet(() -> "address:" + address);
  }

  /**
   * What cursors belong to: the user, or everybody unnamed, whose address may change between two
   * pages.
   */
  public String reader() {
    return user().orElse("anyone");
  }

  /** What idempotency keys belong to: the user, or the address of somebody unnamed. */
  public String subject() {
    return user().orElseGet(() -> "address:" + address);
  }

  private Optional<String> user() {
    return token.map(known -> "subject:%s %s".formatted(known.issuer(), known.subject()));
  }
}
