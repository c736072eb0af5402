package io.millrace.schema.catalog;

import io.millrace.schema.catalog.DomainSources.SourceFile;
import io.millrace.schema.version.ApiVersion;
import io.millrace.schema.version.VersionNames;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cuts the versions that the SDL declares out of it, and checks each of them. */
final class VersionViews {

  private final Sdl sdl;
  private final List<SourceFile> releases;
  private final Problems problems;

  /**
   * @param releases the released SDL of versions
   */
  VersionViews(Sdl sdl, List<SourceFile> releases, Problems problems) {
    this.sdl = sdl;
    this.releases = releases;
    this.problems = problems;
  }

  /** The versions, the oldest first; at least one, where the SDL has no mistake. */
  List<ApiVersion> cut() {
    var declared = new VersionReader(sdl, problems).read();
    var names = declared.stream().map(VersionReader.Declared::name).toList();
    new VersionCheck(sdl, names, problems).run();
    if (problems.any()) {
      return List.of();
    }
    var released = new ReleaseCheck(releases, problems);
    var dates = new DeprecationDates(names, released.released());
    var versions =
        declared.isEmpty()
            ? List.of(unnamed())
            : declared.stream().map(version -> version(version, dates)).toList();
    if (!problems.any()) {
      released.run(versions);
    }
    return versions;
  }

  private ApiVersion unnamed() {
    return new ApiVersion(
        ApiVersion.UNNAMED,
        null,
        null,
        new PublishedSdl(sdl).cut(),
        new VersionNames(Map.of(), Set.of(), Map.of()),
        Map.of());
  }

  private ApiVersion version(VersionReader.Declared declared, DeprecationDates dates) {
    var view = VersionCut.of(sdl, declared.name());
    new SdlReader(problems).check(view.sdl(), declared.name());
    new ListSizeCheck(view.sdl(), problems).run();
    var published = new PublishedSdl(view.sdl()).cut();
    return new ApiVersion(
        declared.name(),
        declared.deprecated(),
        declared.sunset(),
        published,
        view.names(),
        dates.of(published, view.ending()));
  }
}
