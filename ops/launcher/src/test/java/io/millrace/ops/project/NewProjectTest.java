package io.millrace.ops.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./millrace new} writes, and what it refuses to. */
class NewProjectTest {

  @TempDir Path folder;

  @Test
  void isNamedAfterItsFolderWhereNothingElseIsSaid() {
    var project = NewProject.in(folder.resolve("My Stamps"), Optional.empty(), Optional.empty());
    assertThat(project.name()).isEqualTo("my-stamps");
    assertThat(project.packageName()).isEqualTo("com.example.mystamps");
  }

  @Test
  void hasEveryPartInThePlaceOfItsPackage() throws IOException {
    var written = write("stamps", "org.example.stamps");
    assertThat(paths(written))
        .contains(
            ".gitignore",
            ".mvn/wrapper/maven-wrapper.properties",
            "README.md",
            "millrace",
            "mvnw",
            "mvnw.cmd",
            "pom.xml",
            "src/main/java/org/example/stamps/NoteCommands.java",
            "src/main/resources/db/migration/V1__note.sql",
            "src/main/resources/graphql/note.graphqls",
            "src/main/resources/read-models/Note.sql",
            "src/test/java/org/example/stamps/NoteTest.java");
    assertThat(written.resolve("millrace")).isExecutable();
    assertThat(written.resolve("mvnw")).isExecutable();
  }

  @Test
  void keepsNothingOfTheTemplatesNames() throws IOException {
    var written = write("stamps", "org.example.stamps");
    for (var path : paths(written)) {
      assertThat(path).doesNotContain("com/example");
      assertThat(Files.readString(written.resolve(path)))
          .as(path)
          .doesNotContain("com.example", "my-project", "@project.version@");
    }
  }

  @Test
  void goesIntoAnEmptyFolder() throws IOException {
    var empty = Files.createDirectory(folder.resolve("stamps"));
    assertThat(write("stamps", "org.example.stamps")).isEqualTo(empty);
  }

  @Test
  void neverGoesWhereSomethingIs() throws IOException {
    var taken = Files.createDirectory(folder.resolve("stamps"));
    Files.writeString(taken.resolve("diary.txt"), "Dear diary");
    assertThatThrownBy(() -> write("stamps", "org.example.stamps"))
        .hasMessageContaining("stamps is not empty (it holds diary.txt)");
    assertThat(paths(taken)).containsExactly("diary.txt");
  }

  @Test
  void neverReplacesAFile() throws IOException {
    Files.writeString(folder.resolve("stamps"), "a file");
    assertThatThrownBy(() -> write("stamps", "org.example.stamps"))
        .hasMessageContaining("stamps is a file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Org.example", "org..example", "org.example-shop", "org.new.shop", "1shop"})
  void refusesWhatIsNoPackage(String name) {
    assertThatThrownBy(() -> write("stamps", name))
        .hasMessageContaining("'" + name + "' is no Java package");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Stamps", "2stamps", "my--stamps", "stamps!", "<stamps>"})
  void refusesWhatIsNoName(String name) {
    assertThatThrownBy(() -> write(name, "org.example"))
        .hasMessageContaining("'" + name + "' is no name for a project");
  }

  @Test
  void refusesThePackageOfThePlatform() {
    assertThatThrownBy(() -> write("stamps", "io.millrace.stamps"))
        .hasMessageContaining("is the platform's");
  }

  /** The launcher of a project is no copy that may fall behind in what both do. */
  @ParameterizedTest
  @ValueSource(strings = {"fail", "jdk_release", "find_jdk", "maven"})
  void findsItsToolsAsThePlatformsOwnLauncherDoes(String function) throws IOException {
    var ours = Files.readString(Path.of("../../millrace"));
    var theirs = Files.readString(write("stamps", "org.example.stamps").resolve("millrace"));
    assertThat(body(function, theirs)).isEqualTo(body(function, ours));
  }

  private static String body(String function, String script) {
    var found = Pattern.compile("(?ms)^" + function + "\\(\\) \\{.*?^\\}").matcher(script);
    assertThat(found.find()).as(function).isTrue();
    return found.group();
  }

  private Path write(String name, String packageName) throws IOException {
    var project = new NewProject(folder.resolve("stamps"), name, packageName);
    project.write();
    return project.folder();
  }

  private static List<String> paths(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
