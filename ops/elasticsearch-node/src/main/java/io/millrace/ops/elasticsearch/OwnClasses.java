package io.millrace.ops.elasticsearch;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.ZipEntry;

/**
 * The classes of one package of this module, to be put into a jar. The node refuses to start where
 * a class is both on its class path and in a plugin, so main class and plugin can't share this
 * module's jar; and in a build's test phase there is no jar yet but a folder of classes. Both are
 * served by writing the two small jars at every start.
 */
record OwnClasses(String folder) {

  static OwnClasses of(String folder) {
    return new OwnClasses(folder);
  }

  /**
   * Gives a jar in a folder that all nodes share, named by its content. Path and time of the node's
   * class path must not change from start to start, or the class archive would not fit.
   */
  Path sharedJar(Path cache) throws IOException {
    Files.createDirectories(cache);
    Path draft = Files.createTempFile(cache, "node", ".jar");
    try {
      writeJar(draft);
      CRC32C content = new CRC32C();
      content.update(Files.readAllBytes(draft));
      String name =
          "elasticsearch-node-%s-%08x.jar".formatted(JarList.serverVersion(), content.getValue());
      Path jar = cache.resolve(name);
      if (!Files.isRegularFile(jar)) {
        Files.move(draft, jar, StandardCopyOption.ATOMIC_MOVE);
      }
      return jar;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Writes the package's own classes, without those of the packages below it. */
  void writeJar(Path target) throws IOException {
    Path location = location();
    if (Files.isDirectory(location)) {
      write(location, target);
      return;
    }
    try (FileSystem jar = FileSystems.newFileSystem(location)) {
      write(jar.getPath("/"), target);
    }
  }

  private void write(Path root, Path target) throws IOException {
    try (OutputStream file = Files.newOutputStream(target);
        JarOutputStream jar = new JarOutputStream(file);
        Stream<Path> entries = Files.list(root.resolve(folder))) {
      List<Path> classes =
          entries.filter(entry -> entry.toString().endsWith(".class")).sorted().toList();
      for (Path source : classes) {
        ZipEntry entry = new ZipEntry(folder + "/" + source.getFileName());
        // A fixed time: equal classes are to give an equal jar.
        entry.setTime(0);
        jar.putNextEntry(entry);
        Files.copy(source, jar);
        jar.closeEntry();
      }
    }
  }

  private static Path location() throws IOException {
    try {
      return Path.of(OwnClasses.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException malformed) {
      throw new IOException("The classes of the node can't be located", malformed);
    }
  }
}
