package io.millrace.api.graphiql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tokens of those as whom a developer tries operations, by the names that operations give them in a
 * comment: {@code # as: staff}.
 *
 * @param byCaller the tokens
 */
record TryingTokens(Map<String, String> byCaller) {

  /**
   * What a page has for its host that only this machine shows. Under any other name, a page of
   * somebody else's may have led the browser here (DNS rebinding).
   */
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  TryingTokens {
    byCaller = Map.copyOf(byCaller);
  }

  /** Reads them from a file; there are none where there is no file. */
  static TryingTokens read(@Nullable Path file) throws IOException {
    if (file == null) {
      return new TryingTokens(Map.of());
    }
    try {
      return new TryingTokens(
          JsonMapper.shared().readValue(Files.readString(file), new TypeReference<>() {}));
    } catch (JacksonException e) {
      throw new IOException(
          "millrace.api.graphiql.tokens: %s is no JSON object of tokens by caller".formatted(file),
          e);
    }
  }

  /** What a page that was asked for at this host is given. */
  Map<String, String> shownTo(@Nullable String host) {
    return host != null && THIS_MACHINE.contains(host) ? byCaller : Map.of();
  }
}
