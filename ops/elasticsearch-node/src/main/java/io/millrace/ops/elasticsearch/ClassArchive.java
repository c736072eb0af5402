package io.millrace.ops.elasticsearch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The JVM's archive of the node's loaded classes (dynamic class data sharing), which takes a second
 * off each start. The first node that stops in order leaves it behind under a name of its own;
 * {@link #keep} then puts it into place in one step, so that no other node ever maps half an
 * archive.
 *
 * @param file the archive
 * @param draft what this node writes where there is no archive yet
 */
public record ClassArchive(Path file, Path draft) {

  private static final AtomicInteger DRAFTS = new AtomicInteger();

  /**
   * The archive for a node of these jars. Its name tells the module path too: the JVM would take an
   * archive whose jars lay under another folder, and the node then fails at its first search, since
   * one sealed package has come from two places.
   */
  static ClassArchive in(Path cache, Path mainJar, String modulePath) {
    String java = Runtime.version().toString().replaceAll("[^0-9A-Za-z.]", "-");
    String main = mainJar.getFileName().toString().replace(".jar", "");
    Path file = cache.resolve("%s-java-%s-%08x.jsa".formatted(main, java, modulePath.hashCode()));
    Path draft =
        cache.resolve(
            "%s.%d-%d"
                .formatted(
                    file.getFileName(), ProcessHandle.current().pid(), DRAFTS.incrementAndGet()));
    return new ClassArchive(file, draft);
  }

  private Path cache() {
    return Objects.requireNonNull(file.getParent());
  }

  /** A launcher that was killed never put its draft into place. */
  void deleteAbandonedDrafts() throws IOException {
    try (DirectoryStream<Path> drafts =
        Files.newDirectoryStream(cache(), file.getFileName() + ".*")) {
      for (Path other : drafts) {
        String maker = other.getFileName().toString().replaceFirst(".*\\.(\\d+)-\\d+$", "$1");
        if (maker.matches("\\d+") && ProcessHandle.of(Long.parseLong(maker)).isEmpty()) {
          Files.deleteIfExists(other);
        }
      }
    }
  }

  /**
   * The JVM's flags.
   *
   * @param make whether this node is to make the archive where there is none, which costs it a
   *     second at the start and three at the end
   */
  List<String> flags(boolean make) {
    // An archive that does not fit is no fault: the JVM then starts without it.
    List<String> quiet = List.of("-Xshare:auto", "-Xlog:cds=off", "-Xlog:aot=off");
    if (Files.isRegularFile(file)) {
      return with(quiet, "-XX:SharedArchiveFile=" + file);
    }
    return make ? with(quiet, "-XX:ArchiveClassesAtExit=" + draft) : quiet;
  }

  private static List<String> with(List<String> flags, String more) {
    return Stream.concat(flags.stream(), Stream.of(more)).toList();
  }

  /** Puts what the stopped node left into place; nothing happens where it left nothing. */
  public void keep() throws IOException {
    if (Files.isRegularFile(draft)) {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
