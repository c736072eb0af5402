package io.millrace.api.persisted;

import graphql.ExecutionInput;
import graphql.GraphQLContext;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import io.millrace.api.gate.Origin;
import io.millrace.api.identity.Identity;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request says about its document.
 *
 * @param text the text, where it was sent
 * @param id the id under which it was published, where the request gives one
 * @param hash the hash of the text, where the request gives one
 * @param client whose documents are meant: the token's client, or what an unnamed one calls itself
 * @param operation the name of the operation that is meant, where the request gives one
 * @param identity who sends it
 * @param context the request's
 */
record NamedRequest(
    Optional<String> text,
    Optional<String> id,
    Optional<String> hash,
    String client,
    Optional<String> operation,
    Identity identity,
    GraphQLContext context) {

  /** What clients are called that don't say their name. */
  static final String NAMELESS = "default";

  private static final Pattern OPERATION = Pattern.compile("[_A-Za-z]\\w{0,199}");
  private static final Pattern NAME = Pattern.compile("[\\w.:/@ -]{1,100}");

  /**
   * Reads a request.
   *
   * @throws RequestException when it names its document or its client in a way that can't be
   */
  static NamedRequest of(ExecutionInput input) {
    var origin = Origin.of(input);
    var identity = Identity.of(input.getGraphQLContext());
    return new NamedRequest(
        Optional.of(input.getQuery()).filter(text -> !isMarker(text)),
        origin.documentId(),
        PersistedQuery.of(input.getExtensions()).map(PersistedQuery::hash),
        identity
            .token()
            .map(Identity.Token::client)
            .or(() -> origin.application().map(NamedRequest::checked))
            .orElse(NAMELESS),
        Optional.ofNullable(input.getOperationName())
            .filter(name -> OPERATION.matcher(name).matches()),
        identity,
        input.getGraphQLContext());
  }

  private static boolean isMarker(String text) {
    return ExecutionInput.PERSISTED_QUERY_MARKER.equals(text);
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new RequestException(
          ErrorCode.BAD_REQUEST,
          "A client's name has 1 to 100 letters, digits, spaces and . : / @ - _");
    }
    return name;
  }
}
