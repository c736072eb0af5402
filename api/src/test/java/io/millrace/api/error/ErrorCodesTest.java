package io.millrace.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The README's table of error codes says what the Javadoc of {@link ErrorCode} says; {@code
 * -Dgolden.update=true} writes it anew.
 */
class ErrorCodesTest {

  private static final Path SOURCE = Path.of("src/main/java/io/millrace/api/error/ErrorCode.java");
  private static final Path README = Path.of("../README.md");
  private static final String HEADING = "## Errors";
  private static final Pattern DOCUMENTED =
      Pattern.compile("/\\*\\*(?<text>[^/]*?)\\*/\\s+(?<code>[A-Z_0-9]+)\\((?<status>\\d+)\\)");

  @Test
  void theReadmeHasEveryCodeWithItsStatusAndMeaning() throws IOException {
    var expected = table();
    if (Boolean.getBoolean("golden.update")) {
      write(expected);
    }
    assertThat(
            lines().stream()
                .dropWhile(line -> !line.equals(HEADING))
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|")))
        .containsExactlyElementsOf(expected);
  }

  private static List<String> table() throws IOException {
    var rows = new ArrayList<>(List.of("| code | status | what it means |", "|---|---|---|"));
    var codes = new ArrayList<ErrorCode>();
    var documented = DOCUMENTED.matcher(Files.readString(SOURCE));
    while (documented.find()) {
      var code = ErrorCode.valueOf(documented.group("code"));
      assertThat(documented.group("status")).isEqualTo(Integer.toString(code.status()));
      codes.add(code);
      rows.add("| `%s` | %d | %s |".formatted(code, code.status(), text(documented.group("text"))));
    }
    assertThat(codes).as("every code has a sentence").containsExactly(ErrorCode.values());
    return rows;
  }

  private static String text(String javadoc) {
    return javadoc
        .replaceAll("\\s*\\n\\s*\\*\\s*", " ")
        .replaceAll("\\{@code ([^}]*)}", "`$1`")
        .replaceAll("\\{@link ([^}]*)}", "`$1`")
        .strip();
  }

  private static void write(List<String> table) throws IOException {
    var lines = lines();
    int heading = lines.indexOf(HEADING);
    int from = heading;
    while (!lines.get(from).startsWith("|")) {
      from++;
    }
    int to = from;
    while (lines.get(to).startsWith("|")) {
      to++;
    }
    var all = new ArrayList<>(lines.subList(0, from));
    all.addAll(table);
    all.addAll(lines.subList(to, lines.size()));
    Files.write(README, all);
  }

  private static List<String> lines() throws IOException {
    return Files.readAllLines(README);
  }
}
