package io.millrace.schema.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every mistake is named with file, line, what is wrong and what to write instead.
 *
 * <p>A folder in {@code src/test/resources/bad} holds what makes the good library bad, and the
 * message in {@code expected.txt}. {@code mvn test -pl schema/platform -Dtest=SchemaProblemsTest
 * -Dgolden.update=true} writes the messages anew; read the difference before it is committed.
 */
class SchemaProblemsTest {

  private static final Path BAD = Path.of("src/test/resources/bad");

  @TestFactory
  Stream<DynamicTest> eachMistakeIsNamed() throws IOException {
    try (var folders = Files.list(BAD)) {
      return folders.sorted().toList().stream()
          .map(
              folder ->
                  DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }
  }

  @Test
  void allMistakesAreShownTogetherByFileAndLine() {
    var problems = problems(BAD.resolve("description-missing")).problems();
    assertThat(problems).hasSizeGreaterThan(4);
    assertThat(problems.stream().map(SchemaProblem::line).toList()).isSorted();
  }

  private static void check(Path folder) throws IOException {
    var message = message(problems(folder).problems());
    var expected = folder.resolve("expected.txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(expected, message);
    }
    assertThat(message).isEqualTo(Files.readString(expected));
  }

  private static SchemaProblemsException problems(Path folder) {
    return catchThrowableOfType(
        SchemaProblemsException.class, () -> new CatalogLoader().load(Fixtures.changedBy(folder)));
  }

  private static String message(List<SchemaProblem> problems) {
    var text = new StringBuilder();
    problems.forEach(problem -> text.append(problem).append(System.lineSeparator()));
    return text.toString().replace(System.lineSeparator(), "\n");
  }
}
