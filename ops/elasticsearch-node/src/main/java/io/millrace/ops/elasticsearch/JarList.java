package io.millrace.ops.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Which jars the node consists of, as the build resolved them: paths relative to a Maven
 * repository, so that the list is the same on every machine.
 */
enum JarList {
  SERVER("server.jars"),
  TRANSPORT("transport-netty4.jars");

  private final String resource;

  JarList(String resource) {
    this.resource = resource;
  }

  List<String> paths() {
    try (InputStream list =
        Objects.requireNonNull(
            JarList.class.getResourceAsStream(resource),
            () -> resource + " is not on the class path: build this module with Maven")) {
      String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.strip().split("\\|", -1))
          .map(path -> path.strip().replaceFirst("^@/", ""))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The version of Elasticsearch, which is part of the path of its main jar. */
  static String serverVersion() {
    String[] names = SERVER.paths().getFirst().split("/", -1);
    return names[names.length - 2];
  }
}
