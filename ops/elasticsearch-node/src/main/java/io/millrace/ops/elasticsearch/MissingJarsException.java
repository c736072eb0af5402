package io.millrace.ops.elasticsearch;

import java.nio.file.Path;
import java.util.List;

/**
 * The server's jars are not in the local Maven repository; the message says which and how to fetch
 * them.
 */
public final class MissingJarsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MissingJarsException(List<Path> searched, List<String> missing) {
    super(message(searched, missing));
  }

  private static String message(List<Path> searched, List<String> missing) {
    return """
    Elasticsearch can't start: %d of its jars are missing from the local Maven repository (searched: %s), first %s.
    Fetch them with
      mvn dependency:get -Dartifact=%s
      mvn dependency:get -Dartifact=%s
    or name another repository with the system property %s or the environment variable %s."""
        .formatted(
            missing.size(),
            String.join(", ", searched.stream().map(Path::toString).toList()),
            missing.getFirst(),
            coordinates(JarList.SERVER.paths().getFirst()),
            coordinates(JarList.TRANSPORT.paths().getFirst()),
            MavenRepository.PROPERTY,
            MavenRepository.VARIABLE);
  }

  /** {@code org/x/name/1.0/name-1.0.jar} as {@code org.x:name:1.0}. */
  private static String coordinates(String path) {
    Path jar = Path.of(path);
    int version = jar.getNameCount() - 2;
    return jar.subpath(0, version - 1).toString().replace(jar.getFileSystem().getSeparator(), ".")
        + ":"
        + jar.getName(version - 1)
        + ":"
        + jar.getName(version);
  }
}
