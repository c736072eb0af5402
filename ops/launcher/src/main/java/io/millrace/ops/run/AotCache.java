package io.millrace.ops.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * An application's ahead-of-time cache (JEP 483, JEP 514), which spares a start most of its class
 * loading. It belongs to one JDK and one class path, so its name carries a digest of both; caches
 * of earlier builds are deleted when a new one is made.
 */
final class AotCache {

  private final Path folder;
  private final String application;
  private final String digest;

  AotCache(Workspace workspace, String application) {
    this.folder = workspace.home().resolve("aot");
    this.application = application;
    this.digest = digest(workspace.jars());
  }

  /** Where the cache is, or will be. */
  Path file() {
    return folder.resolve(application + "-" + digest + ".aot");
  }

  /** The option that uses the cache; empty where there is none yet. */
  Optional<String> option() {
    return Files.exists(file()) ? Optional.of("-XX:AOTCache=" + file()) : Optional.empty();
  }

  /** The file that a training run writes, beside the place where the cache is looked for. */
  Path draft() throws IOException {
    Files.createDirectories(folder);
    return folder.resolve(application + "-" + digest + ".training");
  }

  /** Puts a finished draft into its place and deletes caches of earlier builds. */
  void adopt(Path draft) throws IOException {
    Files.move(draft, file());
    try (var caches = Files.list(folder)) {
      for (var cache : caches.toList()) {
        boolean earlier = cache.getFileName().toString().startsWith(application + "-");
        if (earlier && !cache.equals(file())) {
          Files.delete(cache);
        }
      }
    }
  }

  private static String digest(List<Path> jars) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      sha.update(Runtime.version().toString().getBytes(StandardCharsets.UTF_8));
      for (var jar : jars) {
        var state = jar + ":" + Files.size(jar) + ":" + Files.getLastModifiedTime(jar);
        sha.update(state.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(sha.digest(), 0, 6);
    } catch (NoSuchAlgorithmException | IOException impossible) {
      throw new IllegalStateException("The class path can't be read", impossible);
    }
  }
}
