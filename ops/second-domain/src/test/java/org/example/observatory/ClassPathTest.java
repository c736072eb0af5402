package org.example.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the tests of this module run with. */
class ClassPathTest {

  private static final String STOREFRONT = "io/millrace/storefront";
  private static final List<Path> ENTRIES =
      Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(Path::of)
          .filter(Files::exists)
          .toList();

  @Test
  void seesEveryEntryOfTheClassPath() {
    // Otherwise the promises below would be kept by a class path that nobody looked at.
    assertThat(ENTRIES).anyMatch(entry -> holds(entry, "org/example/observatory"));
    assertThat(ENTRIES).anyMatch(entry -> holds(entry, "io/millrace/api"));
    assertThat(ENTRIES).anyMatch(entry -> holds(entry, "io/millrace/projector"));
  }

  @Test
  void hasNothingOfTheStorefront() {
    assertThat(ENTRIES).noneMatch(entry -> holds(entry, STOREFRONT));
    assertThat(ENTRIES)
        .noneMatch(entry -> entry.getFileName().toString().startsWith("storefront-"));
    assertThat(getClass().getClassLoader().getResource(STOREFRONT)).isNull();
  }

  @Test
  void hasReadModelsAndMigrationsOfTheObservatoryAlone() {
    for (var folder : List.of("graphql", "read-models", "db/migration")) {
      assertThat(ENTRIES.stream().filter(entry -> holds(entry, folder))).hasSize(1);
    }
  }

  private static boolean holds(Path entry, String folder) {
    if (Files.isDirectory(entry)) {
      return Files.exists(entry.resolve(folder));
    }
    try (var jar = new JarFile(entry.toFile())) {
      return jar.stream().anyMatch(file -> file.getName().startsWith(folder + "/"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(entry.toString(), unreadable);
    }
  }
}
