package io.millrace.schema.catalog;

import io.millrace.schema.catalog.DomainSources.SourceFile;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The library in {@code good/}, and what a folder in {@code bad/} changes about it. */
final class Fixtures {

  private Fixtures() {}

  static DomainSources good() {
    return DomainSources.fromFolder(folder("good"));
  }

  /** The library with the files of a folder added, or replaced where the names are the same. */
  static DomainSources changedBy(Path folder) {
    var changes = DomainSources.fromFolder(folder);
    return new DomainSources(
        join(good().sdl(), changes.sdl()),
        join(good().sql(), changes.sql()),
        join(good().released(), changes.released()));
  }

  static Path folder(String name) {
    try {
      return Path.of(Objects.requireNonNull(Fixtures.class.getResource("/" + name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<SourceFile> join(
      Collection<SourceFile> base, Collection<SourceFile> changes) {
    var files = new TreeMap<String, SourceFile>();
    Stream.concat(base.stream(), changes.stream()).forEach(file -> files.put(file.name(), file));
    return List.copyOf(files.values());
  }
}
