package io.millrace.ops.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.json.JsonMapper;

/** Lets GraphiQL send the operations of the domain's tour as those whom they say they are from. */
public final class TryingTokens {

  private static final String TOUR = "classpath*:tour/*.graphql";
  private static final Pattern CALLER = Pattern.compile("[ \\t]*#[ \\t]*as:[ \\t]*(\\S.*?)[ \\t]*");

  private TryingTokens() {}

  /**
   * Writes the tokens of the callers whom the tour names, for their owner's eyes alone.
   *
   * @return the file
   * @throws IllegalArgumentException where an operation names one whom no domain knows
   */
  public static Path write(Path folder, KnownCallers callers) throws IOException {
    var tokens = new TreeMap<String, String>();
    for (var operation : new PathMatchingResourcePatternResolver().getResources(TOUR)) {
      tokens.putAll(of(operation, callers));
    }
    var file = folder.resolve("graphiql-tokens.json");
    var draft =
        Files.createTempFile(
            folder,
            "graphiql-tokens",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, JsonMapper.shared().writeValueAsString(tokens));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return file.toAbsolutePath();
  }

  private static Map<String, String> of(Resource operation, KnownCallers callers) {
    try {
      var caller = caller(operation.getContentAsString(StandardCharsets.UTF_8));
      return caller.isEmpty() ? Map.of() : Map.of(caller, callers.token(caller));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(operation + " can't be read", unreadable);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "tour/%s: %s".formatted(operation.getFilename(), unknown.getMessage()), unknown);
    }
  }

  /**
   * Whom a document says it is from, in a comment {@code # as: …} ahead of it; empty where it does
   * not.
   */
  public static String caller(String document) {
    return document
        .lines()
        .takeWhile(line -> line.isBlank() || line.strip().startsWith("#"))
        .map(CALLER::matcher)
        .filter(Matcher::matches)
        .map(said -> said.group(1))
        .findFirst()
        .orElse("");
  }
}
