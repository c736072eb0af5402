package io.millrace.schema.catalog;

import graphql.language.SourceLocation;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.errors.SchemaProblem;
import io.millrace.schema.catalog.DomainSources.SourceFile;
import io.millrace.schema.version.ApiVersion;
import io.millrace.schema.version.SchemaChange;
import io.millrace.schema.version.SchemaComparison;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks that clients of each released version still get what was released. */
final class ReleaseCheck {

  private final Map<String, TypeDefinitionRegistry> released = new TreeMap<>();
  private final List<SourceFile> files;
  private final Problems problems;

  /**
   * @param files the released SDL, each named after its version
   */
  ReleaseCheck(List<SourceFile> files, Problems problems) {
    this.files = files;
    this.problems = problems;
    files.forEach(file -> parse(file));
  }

  private void parse(SourceFile file) {
    try {
      released.put(version(file), new SchemaParser().parse(file.text()));
    } catch (SchemaProblem e) {
      problems.add(
          file.name(),
          1,
          "The released SDL can't be read: " + e.getErrors().getFirst().getMessage(),
          "Take the file back as it was released; it is written by `./millrace schema release`.");
    }
  }

  static String version(SourceFile file) {
    return file.name()
        .substring(file.name().lastIndexOf('/') + 1)
        .replace(DomainSources.SDL_SUFFIX, "");
  }

  void run(List<ApiVersion> versions) {
    for (var file : files) {
      var was = released.get(version(file));
      var is =
          versions.stream().filter(version -> version.name().equals(version(file))).findFirst();
      if (is.isEmpty()) {
        problems.add(
            file.name(),
            1,
            "The version %s is released, and not declared".formatted(version(file)),
            "Declare it: `extend schema @apiVersion(name: \"%s\")`; when its clients are gone, delete the file."
                .formatted(version(file)));
      } else if (was != null) {
        SchemaComparison.between(was, is.get().published()).stream()
            .filter(change -> change.effect() == SchemaChange.Effect.BREAKING)
            .forEach(change -> breaking(file, change));
      }
    }
  }

  private void breaking(SourceFile file, SchemaChange change) {
    var version = version(file);
    problems.at(
        change.location().orElse(new SourceLocation(1, 1, file.name())),
        "%s, which breaks clients of the released version %s".formatted(change.what(), version),
        "Keep for %s what it had, with `@until(version: \"…\")` and, for a name that is used again, `@as`; let what is new begin with `@since`."
            .formatted(version));
  }
}
