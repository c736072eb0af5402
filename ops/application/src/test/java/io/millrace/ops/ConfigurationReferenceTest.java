package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference of configuration keys says what the Javadoc of the records says. */
final class ConfigurationReferenceTest {

  private static final Path REFERENCE = Path.of("../docs/configuration.md");

  @Test
  void referenceIsWhatTheJavadocSays() throws IOException {
    var generated = ConfigurationReference.generate();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(REFERENCE, generated);
    }
    assertThat(Files.readString(REFERENCE))
        .as("ops/docs/configuration.md (-Dgolden.update=true writes it anew)")
        .isEqualTo(generated);
  }

  @Test
  void everyKeyIsDescribed() throws IOException {
    assertThat(ConfigurationReference.keys())
        .isNotEmpty()
        .allSatisfy(key -> assertThat(key.meaning()).as(key.name()).isNotBlank());
  }
}
