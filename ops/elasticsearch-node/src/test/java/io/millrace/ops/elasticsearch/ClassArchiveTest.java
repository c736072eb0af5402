package io.millrace.ops.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Which nodes share an archive of classes. */
class ClassArchiveTest {

  private static final Path CACHE = Path.of("cache");
  private static final Path MAIN = Path.of("node.jar");

  @Test
  void isSharedByNodesOfTheSameJarsAlone() {
    var archive = ClassArchive.in(CACHE, MAIN, "/home/ada/.m2/elasticsearch.jar").file();
    assertThat(ClassArchive.in(CACHE, MAIN, "/home/ada/.m2/elasticsearch.jar").file())
        .isEqualTo(archive);
    assertThat(ClassArchive.in(CACHE, MAIN, "/srv/repository/elasticsearch.jar").file())
        .isNotEqualTo(archive);
  }
}
