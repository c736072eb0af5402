package io.millrace.ops;

import io.millrace.schema.catalog.DomainSources;
import io.millrace.schema.catalog.DomainSources.SourceFile;

/** The storefront with a second version, in which the currency of an amount has another name. */
final class GrownStorefront {

  private static final String VERSIONS = "extend schema @apiVersion(name: \"2026-11\")";

  private GrownStorefront() {}

  /** The storefront as it is. */
  static DomainSources before() {
    return DomainSources.fromClasspath(GrownStorefront.class.getClassLoader());
  }

  static DomainSources sources() {
    return new DomainSources(
        before().sdl().stream()
            .map(file -> new SourceFile(file.name(), grown(file.text())))
            .toList(),
        before().sql());
  }

  private static String grown(String sdl) {
    return sdl.contains(VERSIONS)
        ? sdl.replace(VERSIONS, VERSIONS + " @apiVersion(name: \"2027-02\")")
            .replaceFirst(
                "currencyCode: String!",
                "currencyCode: String! @until(version: \"2027-02\")\n"
                    + "  \"The currency.\"\n"
                    + "  currency: String @since(version: \"2027-02\")")
        : sdl;
  }
}
