package io.millrace.ops.operations;

import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.version.ApiVersion;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The versions of the API that a client's build asks for.
 *
 * @param names of dated versions, and {@link #NEWEST} for a build that names none
 */
public record DeclaredVersions(List<String> names) {

  /** What a build asks for that names no version. */
  public static final String NEWEST = "newest";

  /** For builds that name no version. */
  public static final DeclaredVersions UNNAMED = new DeclaredVersions(List.of(NEWEST));

  public DeclaredVersions {
    SortedSet<String> sorted = new TreeSet<>(names);
    names = List.copyOf(sorted);
  }

  /**
   * What their names mean in a catalog, each version once.
   *
   * @throws IllegalArgumentException naming one that the catalog does not have
   */
  public List<ApiVersion> in(Catalog catalog) {
    var gone = gone(catalog);
    if (!gone.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no API version %s; there are: %s"
              .formatted(
                  String.join(", ", gone),
                  catalog.versions().stream()
                      .filter(ApiVersion::isNamed)
                      .map(ApiVersion::name)
                      .collect(Collectors.joining(", "))));
    }
    return known(catalog);
  }

  /** Those of them that a catalog has, each once, the oldest first. */
  List<ApiVersion> known(Catalog catalog) {
    Collection<ApiVersion> meant =
        names.stream()
            .map(name -> find(catalog, name))
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    return catalog.versions().stream().filter(meant::contains).toList();
  }

  /** Those of them that a catalog does not have. */
  List<String> gone(Catalog catalog) {
    return names.stream().filter(name -> find(catalog, name).isEmpty()).toList();
  }

  private static Optional<ApiVersion> find(Catalog catalog, String name) {
    return name.equals(NEWEST)
        ? Optional.of(catalog.newest())
        : catalog.versions().stream()
            .filter(ApiVersion::isNamed)
            .filter(version -> version.name().equals(name))
            .findFirst();
  }
}
