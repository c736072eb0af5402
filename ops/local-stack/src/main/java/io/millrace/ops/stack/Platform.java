package io.millrace.ops.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The machine at hand, in the names that the artifacts with the servers' binaries use. */
enum Platform {
  LINUX_AMD64("postgres-linux-x86_64.txz", "redis-server-6.2.6-v5-linux-amd64"),
  LINUX_ARM64("postgres-linux-arm_64.txz", "redis-server-6.2.7-linux-arm64"),
  MAC_AMD64("postgres-darwin-x86_64.txz", "redis-server-6.2.6-v5-darwin-amd64"),
  MAC_ARM64("postgres-darwin-arm_64.txz", "redis-server-6.2.6-v5-darwin-arm64");

  private final String postgres;
  private final String redis;

  Platform(String postgres, String redis) {
    this.postgres = postgres;
    this.redis = redis;
  }

  static Platform current() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    boolean arm = System.getProperty("os.arch").toLowerCase(Locale.ROOT).matches("aarch64|arm64");
    if (system.contains("linux")) {
      return arm ? LINUX_ARM64 : LINUX_AMD64;
    }
    if (system.contains("mac")) {
      return arm ? MAC_ARM64 : MAC_AMD64;
    }
    throw new StackException(
        "The local stack runs on Linux and macOS, not on " + system + ": use servers of your own.");
  }

  String postgresArchive() {
    return postgres;
  }

  String redisBinary() {
    return redis;
  }

  /** Folder for what is the same in every stack of this user: binaries, class archive. */
  static Path cache() {
    String home = System.getProperty("user.home");
    return firstOf(
        System.getProperty("millrace.cache"),
        System.getenv("MILLRACE_CACHE"),
        below(System.getenv("XDG_CACHE_HOME")),
        Path.of(home, ".cache", "millrace").toString());
  }

  /** The executable's path, where the search path has it. */
  static boolean hasCommand(String name) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String below(@Nullable String cacheHome) {
    return cacheHome == null || cacheHome.isBlank() ? null : cacheHome + "/millrace";
  }

  private static Path firstOf(@Nullable String... candidates) {
    for (String candidate : candidates) {
      if (candidate != null && !candidate.isBlank()) {
        return Path.of(candidate).toAbsolutePath();
      }
    }
    throw new IllegalStateException("user.home is not set");
  }
}
