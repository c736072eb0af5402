package io.millrace.api.search;

import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import java.io.IOException;
import java.io.InterruptedIOException;

/** Tells by a failed request to Elasticsearch what to do next. */
final class SearchFailure {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FIRST_OF_THE_SERVER = 500;
  private static final int BAD_GATEWAY = 502;
  private static final int GATEWAY_TIMEOUT = 504;

  private SearchFailure() {}

  /**
   * Whether the same request may succeed in a moment: the connection was cut, a node that goes or
   * comes, a full queue; not one that took too long. A search changes nothing, so it is safe to
   * repeat.
   */
  static boolean passes(Throwable failure) {
    return failure instanceof ResponseException refused
        ? status(refused) == TOO_MANY_REQUESTS
            || (status(refused) >= BAD_GATEWAY && status(refused) <= GATEWAY_TIMEOUT)
        : failure instanceof IOException && !(failure instanceof InterruptedIOException);
  }

  /** Whether the request itself was refused, which says nothing against the server. */
  static boolean isOfTheRequest(Throwable failure) {
    return failure instanceof ResponseException refused
        && status(refused) < FIRST_OF_THE_SERVER
        && status(refused) != TOO_MANY_REQUESTS;
  }

  private static int status(ResponseException refused) {
    return refused.getResponse().getStatusCode();
  }
}
