package io.millrace.ops.cli;

import io.millrace.ops.schema.ReleasedSchemas;
import io.millrace.ops.schema.ReleasedSchemas.Comparison;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import io.millrace.schema.version.ApiVersion;
import io.millrace.schema.version.SchemaChange.Effect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How the schema grows: what has changed since the releases, and the next release. */
@Command(
    name = "schema",
    description =
        "Compares the schema with its releases, releases versions of it, and says who uses what.",
    subcommands = SchemaUsageCommand.class,
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which of check, release, usage?");
  }

  private static DomainSources sources() {
    return DomainSources.fromClasspath(SchemaCommand.class.getClassLoader());
  }

  @Command(
      name = "check",
      description =
          "Shows what has changed since each version was released, and which published documents"
              + " would break; fails where a change breaks the clients of a version.",
      mixinStandardHelpOptions = true)
  int check() {
    var sources = sources();
    var catalog = new CatalogLoader().load(sources);
    ReleasedSchemas.compare(catalog.versions(), sources).forEach(this::print);
    return published(catalog).passes(Optional.empty()) ? 0 : 1;
  }

  private void print(Comparison comparison) {
    var out = spec.commandLine().getOut();
    if (comparison.version().equals(ApiVersion.UNNAMED)) {
      out.println("No version is declared: `extend schema @apiVersion(name: \"YYYY-MM\")`.");
      return;
    }
    if (comparison.against().isEmpty()) {
      out.printf("%s is not released: ./millrace schema release %1$s%n", comparison.version());
      return;
    }
    var counts =
        comparison.changes().stream()
            .collect(Collectors.groupingBy(change -> change.effect(), Collectors.counting()));
    out.printf(
        "%s, %s %s: %d breaking, %d dangerous, %d safe%n",
        comparison.version(),
        comparison.released() ? "since its release" : "not released yet, after",
        comparison.against(),
        counts.getOrDefault(Effect.BREAKING, 0L),
        counts.getOrDefault(Effect.DANGEROUS, 0L),
        counts.getOrDefault(Effect.SAFE, 0L));
    comparison
        .changes()
        .forEach(
            change ->
                out.printf(
                    "  %-9s %s%n", change.effect().name().toLowerCase(Locale.ROOT), change.what()));
  }

  private PublishedCheck published(Catalog catalog) {
    return new PublishedCheck(catalog, spec.commandLine().getOut());
  }

  @Command(
      name = "release",
      description =
          "Writes the SDL of a version, which from then on must not break. A version that was"
              + " released before takes up what was added to it. Nothing is written where a"
              + " published document would break.",
      mixinStandardHelpOptions = true)
  int release(
      @Parameters(paramLabel = "VERSION", description = "The version, such as 2026-11.")
          String name,
      @Option(
              names = "--to",
              paramLabel = "FOLDER",
              description = "Where releases are kept (default: released/ beside the graphql/).")
          @Nullable Path folder,
      @Option(names = "--force", description = "Releases it whatever published documents break.")
          boolean force)
      throws IOException {
    var sources = sources();
    var catalog = new CatalogLoader().load(sources);
    var version =
        catalog.versions().stream()
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The version %s is not declared: `extend schema @apiVersion(name: \"%1$s\")`"
                            .formatted(name)));
    if (!published(catalog).passes(Optional.of(version)) && !force) {
      spec.commandLine()
          .getErr()
          .printf("%s is not released: published documents would break; --force does it%n", name);
      return 1;
    }
    var root = Path.of(System.getProperty("millrace.root", ".")).toAbsolutePath().normalize();
    var releases = folder == null ? ReleasedSchemas.of(sources, root) : new ReleasedSchemas(folder);
    boolean known = releases.read(name).isPresent();
    var file = releases.write(version);
    spec.commandLine()
        .getOut()
        .printf("%s %s: %s%n", name, known ? "is brought up to date" : "is released", file);
    return 0;
  }
}
