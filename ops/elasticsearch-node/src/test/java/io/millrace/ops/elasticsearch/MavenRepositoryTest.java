package io.millrace.ops.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenRepositoryTest {

  @Test
  void theServersJarsAreFoundAndTheirListNamesNoMachine() {
    assertThat(JarList.SERVER.paths())
        .allMatch(path -> path.endsWith(".jar") && !path.startsWith("/"))
        .anyMatch(path -> path.startsWith("org/apache/lucene/lucene-core/"));
    assertThat(JarList.TRANSPORT.paths().getFirst()).contains("transport-netty4");
    assertThat(
            MavenRepository.holding(JarList.SERVER.paths()).jar(JarList.SERVER.paths().getFirst()))
        .isRegularFile();
  }

  @Test
  void jarsThatAreMissingAreNamedWithTheCommandThatFetchesThem(@TempDir Path empty) {
    String before = System.getProperty(MavenRepository.PROPERTY, "");
    System.setProperty(MavenRepository.PROPERTY, empty.toString());
    try {
      assertThatThrownBy(() -> MavenRepository.holding(List.of("org/x/name/1.0/name-1.0.jar")))
          .isInstanceOf(MissingJarsException.class)
          .hasMessageContaining("searched: " + empty)
          .hasMessageContaining("first org/x/name/1.0/name-1.0.jar")
          .hasMessageContaining(
              "mvn dependency:get -Dartifact=org.elasticsearch:elasticsearch:"
                  + JarList.serverVersion());
    } finally {
      if (before.isEmpty()) {
        System.clearProperty(MavenRepository.PROPERTY);
      } else {
        System.setProperty(MavenRepository.PROPERTY, before);
      }
    }
  }
}
