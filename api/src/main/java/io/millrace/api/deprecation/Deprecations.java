package io.millrace.api.deprecation;

import graphql.GraphQLContext;
import io.millrace.api.usage.Element;
import io.millrace.api.usage.Use;
import io.millrace.api.version.Versions;
import io.millrace.schema.version.ApiVersion;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What an operation that was executed uses though it is deprecated. */
public final class Deprecations {

  /** How many elements an answer lists; it says how many more there are. */
  static final int MOST_LISTED = 20;

  private final List<Element> elements;
  private final ApiVersion version;

  Deprecations(List<Element> elements, ApiVersion version) {
    this.elements = elements;
    this.version = version;
  }

  /** Of the operation that a context belongs to; empty where it uses nothing deprecated. */
  public static Optional<Deprecations> of(GraphQLContext context) {
    return Use.of(context)
        .map(Use::deprecated)
        .filter(elements -> !elements.isEmpty())
        .map(elements -> new Deprecations(elements, Versions.of(context)));
  }

  /**
   * Since when, or from when on: the earliest day that is known, of the elements and of the whole
   * version. Who leaves the earliest in time has left all of them in time.
   */
  public Optional<LocalDate> since() {
    return Stream.concat(
            elements.stream()
                .map(element -> version.deprecatedSince().get(element.coordinate()))
                .filter(Objects::nonNull),
            version.deprecation().stream())
        .min(LocalDate::compareTo);
  }

  /** What the answer says in its extensions. */
  Map<Object, Object> extensions() {
    var extensions = new LinkedHashMap<Object, Object>();
    extensions.put("deprecations", elements.stream().limit(MOST_LISTED).map(this::entry).toList());
    if (elements.size() > MOST_LISTED) {
      extensions.put("deprecationsNotListed", elements.size() - MOST_LISTED);
    }
    return extensions;
  }

  private Map<String, Object> entry(Element element) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("coordinate", element.coordinate());
    entry.put("reason", element.deprecation().orElseThrow());
    var since = version.deprecatedSince().get(element.coordinate());
    if (since != null) {
      entry.put("since", since.toString());
    }
    return entry;
  }
}
