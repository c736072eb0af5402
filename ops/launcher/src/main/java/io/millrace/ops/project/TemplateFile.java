package io.millrace.ops.project;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A file of the template. The template is a project itself, {@value #NAME} in {@value #PACKAGE}: a
 * new one differs in these two names.
 *
 * @param path relative to the project, with {@code /}
 * @param text what it holds
 */
record TemplateFile(String path, String text) {

  private static final String NAME = "my-project";
  private static final String PACKAGE = "com.example.notes";

  private static final Set<String> COMMANDS = Set.of("millrace", "mvnw");

  /** A dot in front would make the build of this module, and git, obey it. */
  private static final Map<String, String> RENAMED = Map.of("gitignore", ".gitignore");

  /** Every file of the template. */
  static List<TemplateFile> all() throws IOException {
    try {
      var template = Objects.requireNonNull(TemplateFile.class.getResource("template")).toURI();
      if (template.getScheme().equals("file")) {
        return in(Path.of(template));
      }
      var inJar = template.toString().split("!", 2);
      try (var jar = FileSystems.newFileSystem(URI.create(inJar[0]), Map.of())) {
        return in(jar.getPath(inJar[1]));
      }
    } catch (URISyntaxException malformed) {
      throw new IOException("The template can't be located", malformed);
    }
  }

  private static List<TemplateFile> in(Path folder) throws IOException {
    try (var walk = Files.walk(folder)) {
      var files = walk.filter(Files::isRegularFile).sorted().toList();
      var read = new ArrayList<TemplateFile>();
      for (var file : files) {
        var path = folder.relativize(file).toString().replace('\\', '/');
        read.add(new TemplateFile(path, Files.readString(file)));
      }
      return List.copyOf(read);
    }
  }

  /** Writes the file into a project. */
  void write(NewProject project) throws IOException {
    var target = project.folder().resolve(pathIn(project));
    Files.createDirectories(target.getParent());
    Files.writeString(
        target, text.replace(PACKAGE, project.packageName()).replace(NAME, project.name()));
    if (COMMANDS.contains(path)) {
      makeExecutable(target);
    }
  }

  private String pathIn(NewProject project) {
    return RENAMED
        .getOrDefault(path, path)
        .replace(PACKAGE.replace('.', '/'), project.packageName().replace('.', '/'));
  }

  private static void makeExecutable(Path file) throws IOException {
    var permissions = Files.getPosixFilePermissions(file);
    permissions.add(PosixFilePermission.OWNER_EXECUTE);
    permissions.add(PosixFilePermission.GROUP_EXECUTE);
    permissions.add(PosixFilePermission.OTHERS_EXECUTE);
    Files.setPosixFilePermissions(file, permissions);
  }
}
