package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ops.access.AccessMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * Who reads which field of the garden. A field that is new, or read by others than before, is no
 * line of {@code access.txt}: decide, write the table anew with {@code mvn test -pl api
 * -Dtest=AccessMatrixTest -Dgolden.update=true}, and read the difference.
 */
@Import(GardenAccess.ByHeader.class)
@TestPropertySource(
    properties = {
      "millrace.api.budget.enabled=false",
      "millrace.api.rate.address-per-second=0",
      "millrace.api.rate.client-per-second=0"
    })
class AccessMatrixTest extends ApiTest {

  private static final Path DECIDED = Path.of("src/test/resources/io/millrace/api/access.txt");

  @Test
  void everyFieldIsReadByThoseForWhomThatWasDecided() throws IOException {
    var table = AccessMatrix.of(new GardenAccess(catalog(), derivation(), port()));
    if (Boolean.getBoolean("golden.update")) {
      Files.write(DECIDED, table);
    }
    assertThat(table).containsExactlyElementsOf(Files.readAllLines(DECIDED));
  }
}
