package io.millrace.ops.schema;

import graphql.schema.idl.SchemaParser;
import io.millrace.schema.catalog.DomainSources;
import io.millrace.schema.version.ApiVersion;
import io.millrace.schema.version.SchemaChange;
import io.millrace.schema.version.SchemaComparison;
import io.millrace.schema.version.SdlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The released SDL of versions, as files beside the domain's own. */
public final class ReleasedSchemas {

  private static final String RESOURCES = "src/main/resources";

  /** A project's folders are not nested deeper than this above its resources. */
  private static final int DEEPEST = 8;

  private final Path folder;

  /**
   * @param folder where the files are, or will be
   */
  public ReleasedSchemas(Path folder) {
    this.folder = folder;
  }

  /**
   * The folder {@code released} beside the {@code graphql} of the domain on the class path.
   *
   * @param root below which the domain's sources are
   * @throws IllegalArgumentException where the sources are not there
   */
  public static ReleasedSchemas of(DomainSources domain, Path root) {
    try (var paths = Files.walk(root, DEEPEST)) {
      var resources =
          paths
              .filter(path -> path.endsWith(RESOURCES) && Files.isDirectory(path))
              .filter(path -> !path.toString().contains("/target/"))
              .filter(path -> holds(path, domain))
              .findFirst();
      return new ReleasedSchemas(
          resources
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "The sources of the domain's graphql/ are not below %s; name the folder with --to"
                              .formatted(root)))
              .resolve("released"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean holds(Path resources, DomainSources domain) {
    var found = DomainSources.fromFolder(resources).sdl();
    return !found.isEmpty() && domain.sdl().containsAll(found);
  }

  /** Writes a version's SDL; gives the file. */
  public Path write(ApiVersion version) throws IOException {
    Files.createDirectories(folder);
    return Files.writeString(file(version.name()), SdlText.of(version.published()));
  }

  /** The SDL of a version as it was released; absent where it was not. */
  public Optional<String> read(String version) throws IOException {
    return Files.exists(file(version))
        ? Optional.of(Files.readString(file(version)))
        : Optional.empty();
  }

  private Path file(String version) {
    return folder.resolve(version + ".graphqls");
  }

  /** What has changed in each released version since, and from the newest of them to a draft. */
  public static List<Comparison> compare(List<ApiVersion> versions, DomainSources domain) {
    var parser = new SchemaParser();
    var comparisons = new ArrayList<Comparison>();
    for (var version : versions) {
      var released = released(domain, version.name()).findFirst();
      var against = released.or(() -> lastOf(comparisons, domain));
      comparisons.add(
          new Comparison(
              version.name(),
              against.map(DomainSources.SourceFile::name).orElse(""),
              released.isPresent(),
              against
                  .map(
                      file ->
                          SchemaComparison.between(parser.parse(file.text()), version.published()))
                  .orElse(List.of())));
    }
    return comparisons;
  }

  /**
   * How a version differs from what was released.
   *
   * @param version its name
   * @param against the file that it is compared with; empty where nothing was released before
   * @param released whether that file is its own, and not that of the version before it
   * @param changes what differs
   */
  public record Comparison(
      String version, String against, boolean released, List<SchemaChange> changes) {

    public Comparison {
      changes = List.copyOf(changes);
    }
  }

  private static Stream<DomainSources.SourceFile> released(DomainSources domain, String version) {
    return domain.released().stream()
        .filter(file -> file.name().endsWith("/" + version + ".graphqls"));
  }

  private static Optional<DomainSources.SourceFile> lastOf(
      List<Comparison> before, DomainSources domain) {
    return before.stream()
        .filter(Comparison::released)
        .reduce((_, later) -> later)
        .flatMap(last -> released(domain, last.version()).findFirst());
  }
}
