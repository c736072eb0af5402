package io.millrace.api.persisted;

import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request says in {@code extensions.persistedQuery} (automatic persisted queries, Apollo's
 * protocol, version 1).
 *
 * @param hash of the document's text, 64 lower-case hexadecimal digits
 */
record PersistedQuery(String hash) {

  private static final String NAME = "persistedQuery";

  /**
   * Reads a request's extensions.
   *
   * @throws RequestException when the extension is there and not of the protocol's form
   */
  static Optional<PersistedQuery> of(Map<String, ? extends @Nullable Object> extensions) {
    return switch (extensions.get(NAME)) {
      case null -> Optional.empty();
      case Map<?, ?> said -> Optional.of(read(said));
      default -> throw malformed("must be an object");
    };
  }

  private static PersistedQuery read(Map<?, ?> said) {
    if (!(said.get("version") instanceof Number version) || version.doubleValue() != 1) {
      throw malformed("must have \"version\": 1, the only one there is");
    }
    if (!(said.get("sha256Hash") instanceof String hash) || !DocumentHash.isOne(hash)) {
      throw malformed(
          "must have \"sha256Hash\", the text's SHA-256 in 64 lower-case hexadecimal digits");
    }
    return new PersistedQuery(hash);
  }

  private static RequestException malformed(String demand) {
    return new RequestException(
        ErrorCode.BAD_REQUEST, "\"extensions.%s\" %s".formatted(NAME, demand));
  }
}
