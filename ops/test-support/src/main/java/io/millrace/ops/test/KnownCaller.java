package io.millrace.ops.test;

import java.util.Map;
import org.springframework.graphql.test.tester.GraphQlTester;
import org.springframework.graphql.test.tester.HttpGraphQlTester;
import org.springframework.http.HttpHeaders;

/** Sends operations with a token, which the API verifies as it does any other. */
public final class KnownCaller {

  private final RunningMillrace millrace;
  private final String token;

  KnownCaller(RunningMillrace millrace, String token) {
    this.millrace = millrace;
    this.token = token;
  }

  /** The token, for requests that are made otherwise. */
  public String token() {
    return token;
  }

  /** Sends an operation, a query or a mutation, over HTTP. */
  public GraphQlTester.Response query(String operation) {
    return query(operation, Map.of());
  }

  /**
   * Sends an operation, a query or a mutation, over HTTP.
   *
   * @return the answer; a look at its data fails where the answer has errors that were not expected
   */
  public GraphQlTester.Response query(String operation, Map<String, ?> variables) {
    return RunningMillrace.execute(graphQl(), operation, variables);
  }

  /** A tester on the endpoint that shows the token. */
  public HttpGraphQlTester graphQl() {
    return millrace.graphQl().mutate().header(HttpHeaders.AUTHORIZATION, "Bearer " + token).build();
  }
}
