package io.millrace.schema.catalog;

import graphql.language.Directive;
import graphql.language.SchemaDefinition;
import io.millrace.schema.version.ApiVersion;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads which versions the SDL declares. */
final class VersionReader {

  private final Sdl sdl;
  private final Problems problems;

  VersionReader(Sdl sdl, Problems problems) {
    this.sdl = sdl;
    this.problems = problems;
  }

  /**
   * A version.
   *
   * @param name {@code YYYY-MM}
   * @param deprecated the day from which on clients should leave it
   * @param sunset the day on which it ends
   */
  record Declared(String name, @Nullable LocalDate deprecated, @Nullable LocalDate sunset) {}

  /** The versions that are declared, the oldest first. */
  List<Declared> read() {
    var versions = new TreeMap<String, Declared>();
    for (var directive : declarations()) {
      var name = Applied.text(directive, "name").orElse("");
      if (!ApiVersion.isName(name)) {
        problems.at(
            directive,
            "`%s` is no version".formatted(name),
            "A version is named after its month: `@apiVersion(name: \"2026-11\")`.");
        continue;
      }
      var deprecated = day(directive, "deprecated");
      var sunset = day(directive, "sunset");
      if (deprecated != null && sunset != null && sunset.isBefore(deprecated)) {
        problems.at(
            directive,
            "The version %s ends before it is deprecated".formatted(name),
            "Write a day for `sunset` that leaves clients time.");
      }
      if (versions.put(name, new Declared(name, deprecated, sunset)) != null) {
        problems.at(
            directive, "The version %s is declared twice".formatted(name), "Declare it once.");
      }
    }
    return List.copyOf(versions.values());
  }

  private List<Directive> declarations() {
    var places = new ArrayList<SchemaDefinition>(sdl.registry().getSchemaExtensionDefinitions());
    sdl.registry().schemaDefinition().ifPresent(places::add);
    return places.stream()
        .map(place -> place.getDirectives("apiVersion"))
        .flatMap(Collection::stream)
        .flatMap(found -> Stream.of((Directive) found))
        .toList();
  }

  private @Nullable LocalDate day(Directive directive, String argument) {
    var text = Applied.text(directive, argument);
    if (text.isEmpty()) {
      return null;
    }
    try {
      return LocalDate.parse(text.get());
    } catch (DateTimeParseException e) {
      problems.at(
          directive,
          "`%s: \"%s\"` is no day".formatted(argument, text.get()),
          "Write it as `2026-11-30`.");
      return null;
    }
  }
}
