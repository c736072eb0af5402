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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {"graphql/telescope.graphqls", "read-models/Telescope.sql", "db/migration"})
  void hasADomainOnce(String file) {
    assertThat(ENTRIES.stream().filter(entry -> holds(entry, file))).hasSize(1);
  }

  private static boolean holds(Path entry, String file) {
    if (Files.isDirectory(entry)) {
      return Files.exists(entry.resolve(file));
    }
    try (var jar = new JarFile(entry.toFile())) {
      return jar.stream().anyMatch(held -> held.getName().startsWith(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(entry.toString(), unreadable);
    }
  }
}
