package io.millrace.schema.catalog;

import io.millrace.schema.catalog.DomainSources.SourceFile;
import io.millrace.schema.version.ApiVersion;
import io.millrace.schema.version.VersionNames;
import java.time.LocalDate;
import java.util.HashMap;
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
    var versions =
        declared.isEmpty() ? List.of(unnamed()) : declared.stream().map(this::version).toList();
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

  private ApiVersion version(VersionReader.Declared declared) {
    var view = VersionCut.of(sdl, declared.name());
    new SdlReader(problems).check(view.sdl(), declared.name());
    new ListSizeCheck(view.sdl(), problems).run();
    return new ApiVersion(
        declared.name(),
        declared.deprecated(),
        declared.sunset(),
        new PublishedSdl(view.sdl()).cut(),
        view.names(),
        deprecatedSince(view.ending()));
  }

  /** What ends is deprecated since the version began that has it no more. */
  private static Map<String, LocalDate> deprecatedSince(Map<String, String> ending) {
    var days = new HashMap<String, LocalDate>();
    ending.forEach((coordinate, until) -> days.put(coordinate, ApiVersion.firstDay(until)));
    return days;
  }
}
