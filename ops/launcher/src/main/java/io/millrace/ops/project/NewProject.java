package io.millrace.ops.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * A project that is to be written.
 *
 * @param folder where; new, or empty
 * @param name the Maven artifact's: lower case, digits and dashes
 * @param packageName the Java package, which is the Maven group too
 */
public record NewProject(Path folder, String name, String packageName) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");

  public NewProject {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no name for a project: lower case letters, digits and single dashes, a letter first, as in --name my-shop."
              .formatted(name));
    }
    if (!PACKAGE.matcher(packageName).matches() || !SourceVersion.isName(packageName)) {
      throw new IllegalArgumentException(
          "'%s' is no Java package: lower case names with dots between them, none of them a word of Java's, as in --package com.example.shop."
              .formatted(packageName));
    }
    if (packageName.equals("io.millrace") || packageName.startsWith("io.millrace.")) {
      throw new IllegalArgumentException(
          "The package io.millrace is the platform's; name one of yours with --package.");
    }
  }

  /** The project in a folder, named after it where no name is given. */
  public static NewProject in(Path folder, Optional<String> name, Optional<String> packageName) {
    var absolute = folder.toAbsolutePath().normalize();
    var chosen = name.orElseGet(() -> nameOf(absolute));
    return new NewProject(
        absolute, chosen, packageName.orElseGet(() -> "com.example." + chosen.replace("-", "")));
  }

  private static String nameOf(Path folder) {
    var last = folder.getFileName() == null ? "" : folder.getFileName().toString();
    return last.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }

  /**
   * Writes the project's files.
   *
   * @throws IllegalArgumentException when the folder holds something already
   */
  public void write() throws IOException {
    requireEmpty();
    for (var file : TemplateFile.all()) {
      file.write(this);
    }
  }

  private void requireEmpty() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(folder + " is a file; name a new folder.");
    }
    try (var held = Files.list(folder)) {
      held.findFirst()
          .ifPresent(
              first -> {
                throw new IllegalArgumentException(
                    "%s is not empty (it holds %s); name a new folder or an empty one."
                        .formatted(folder, first.getFileName()));
              });
    }
  }
}
