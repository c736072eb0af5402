package io.millrace.ops.elasticsearch;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The local Maven repository that holds the server's jars. A configured one is taken as it is;
 * otherwise the folders above the jars of the class path are tried (a build may use a repository of
 * its own), then the usual place.
 */
record MavenRepository(Path folder) {

  static final String PROPERTY = "millrace.maven.repository";
  static final String VARIABLE = "MILLRACE_MAVEN_REPOSITORY";

  /**
   * Finds the repository that has all of the given jars.
   *
   * @throws MissingJarsException where no candidate has them all
   */
  static MavenRepository holding(List<String> jars) {
    List<Path> candidates = candidates(jars.getFirst());
    for (Path candidate : candidates) {
      if (missing(candidate, jars).isEmpty()) {
        return new MavenRepository(candidate);
      }
    }
    throw new MissingJarsException(candidates, missing(candidates.getLast(), jars));
  }

  Path jar(String relative) {
    return folder.resolve(relative);
  }

  private static List<String> missing(Path repository, List<String> jars) {
    return jars.stream().filter(jar -> !Files.isRegularFile(repository.resolve(jar))).toList();
  }

  private static List<Path> candidates(String firstJar) {
    List<Path> configured =
        Stream.of(
                setting(System.getProperty(PROPERTY)),
                setting(System.getenv(VARIABLE)),
                setting(System.getProperty("maven.repo.local")))
            .flatMap(List::stream)
            .toList();
    if (!configured.isEmpty()) {
      return configured;
    }
    List<Path> found = new ArrayList<>();
    for (Path folder : foldersAboveClassPath()) {
      if (Files.isRegularFile(folder.resolve(firstJar))) {
        found.add(folder);
      }
    }
    found.add(Path.of(System.getProperty("user.home"), ".m2", "repository"));
    return found;
  }

  private static List<Path> setting(@Nullable String value) {
    return value == null || value.isBlank() ? List.of() : List.of(Path.of(value));
  }

  private static Set<Path> foldersAboveClassPath() {
    Set<Path> folders = new LinkedHashSet<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path folder = Path.of(entry).toAbsolutePath().getParent();
      while (entry.endsWith(".jar") && folder != null && folders.add(folder)) {
        folder = folder.getParent();
      }
    }
    return folders;
  }
}
