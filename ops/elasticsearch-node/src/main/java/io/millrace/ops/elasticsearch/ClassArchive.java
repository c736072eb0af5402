package io.millrace.ops.elasticsearch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

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

  static ClassArchive in(Path cache, Path mainJar) {
    String java = Runtime.version().toString().replaceAll("[^0-9A-Za-z.]", "-");
    String main = mainJar.getFileName().toString().replace(".jar", "");
    Path file = cache.resolve(main + "-java-" + java + ".jsa");
    return new ClassArchive(
        file, file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid()));
  }

  List<String> flags() {
    String archive =
        Files.isRegularFile(file)
            ? "-XX:SharedArchiveFile=" + file
            : "-XX:ArchiveClassesAtExit=" + draft;
    // An archive that does not fit is no fault: the JVM then starts without it.
    return List.of(archive, "-Xshare:auto", "-Xlog:cds=off", "-Xlog:aot=off");
  }

  /** Puts what the stopped node left into place; nothing happens where it left nothing. */
  public void keep() throws IOException {
    if (Files.isRegularFile(draft)) {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
