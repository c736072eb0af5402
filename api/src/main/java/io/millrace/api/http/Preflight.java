package io.millrace.api.http;

import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import java.util.List;
import org.springframework.http.HttpHeaders;

/**
 * Prevention of cross-site request forgery: a page of another origin may send a GET with the
 * visitor's network position and address, though it can't read the answer, unless the request has a
 * header for which a browser asks first (a preflight, Fetch standard, section 4.8). So a GET must
 * carry one of them. A POST is read in {@code application/json} only, which a browser asks for too.
 */
final class Preflight {

  /** Apollo's names first, which its clients send without being told. */
  private static final List<String> PROOFS =
      List.of("apollo-require-preflight", "x-apollo-operation-name", "graphql-require-preflight");

  private Preflight() {}

  /**
   * Refuses a GET that a page of another origin could have made.
   *
   * @throws RequestException naming the header that is missing
   */
  static void require(HttpHeaders headers) {
    boolean proven =
        PROOFS.stream().map(headers::getFirst).anyMatch(value -> value != null && !value.isBlank());
    if (!proven && !isOfNoForm(headers)) {
      throw new RequestException(
          ErrorCode.PREFLIGHT_REQUIRED,
          "A GET must have a header that no foreign page can send unasked: GraphQL-Require-Preflight"
              + " or Apollo-Require-Preflight with any value, or Content-Type: application/json");
    }
  }

  /** A content type that no form can send makes a browser ask first as well. */
  private static boolean isOfNoForm(HttpHeaders headers) {
    var type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
    return type != null && type.regionMatches(true, 0, "application/json", 0, 16);
  }
}
