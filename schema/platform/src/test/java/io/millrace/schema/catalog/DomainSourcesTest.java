package io.millrace.schema.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainSourcesTest {

  @TempDir Path folder;

  @Test
  void areTheSameFromAFolderAFolderOfTheClassPathAndAJar() throws IOException {
    var good = Fixtures.folder("good");
    assertThat(DomainSources.fromFolder(good).sdl())
        .extracting(DomainSources.SourceFile::name)
        .containsExactly("graphql/library.graphqls", "graphql/sub/book.graphqls");
    assertThat(DomainSources.fromFolder(good).sql()).hasSize(3);
    assertThat(fromClasspath(good.toUri().toURL())).isEqualTo(Fixtures.good());
    assertThat(fromClasspath(jar(good).toUri().toURL())).isEqualTo(Fixtures.good());
  }

  @Test
  void areEmptyWhereThereAreNone() {
    assertThat(DomainSources.fromFolder(folder).sdl()).isEmpty();
  }

  private static DomainSources fromClasspath(URL url) throws IOException {
    try (var loader = new URLClassLoader(new URL[] {url}, null)) {
      return DomainSources.fromClasspath(loader);
    }
  }

  private Path jar(Path content) throws IOException {
    var jar = folder.resolve("a domain.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var paths = Files.walk(content)) {
      for (var path : paths.filter(path -> !path.equals(content)).toList()) {
        var name = content.relativize(path).toString();
        out.putNextEntry(new JarEntry(Files.isDirectory(path) ? name + "/" : name));
        if (Files.isRegularFile(path)) {
          Files.copy(path, out);
        }
        out.closeEntry();
      }
    }
    return jar;
  }
}
