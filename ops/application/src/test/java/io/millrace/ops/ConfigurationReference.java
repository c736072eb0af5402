package io.millrace.ops;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page about every configuration key, made of what Spring Boot's configuration processor has
 * read in the records' Javadoc.
 */
final class ConfigurationReference {

  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final Pattern CODE = Pattern.compile("\\{@code ([^}]*)}");
  private static final String INTRODUCTION =
      """
      # Configuration

      Every key of Millrace's own. They are set like Spring Boot's: in `application.yaml`, as environment variables
      (`MILLRACE_PROJECTOR_ACKNOWLEDGE_BEHIND=30s`) or as arguments. Where the servers are is said by Boot's `spring.r2dbc.*`,
      `spring.data.redis.*` and `spring.elasticsearch.*`; the ports by `server.port`. Secrets come from the environment alone.

      This page is generated from the Javadoc of the configuration records
      (`./mvnw -q test -pl ops/application -am -Dtest=ConfigurationReferenceTest -Dgolden.update=true
      -Dsurefire.failIfNoSpecifiedTests=false`).
      """;

  /**
   * A key.
   *
   * @param name in full
   * @param standard its default, as it would be written
   * @param meaning what it does
   */
  record Key(String name, String standard, String meaning) {

    private boolean under(String prefix) {
      return name.startsWith(prefix + ".");
    }

    private String row() {
      return "| `%s` | %s | %s |\n".formatted(name, standard, meaning);
    }
  }

  private ConfigurationReference() {}

  static String generate() throws IOException {
    var sections = new LinkedHashMap<String, Predicate<Key>>();
    sections.put("Both applications", key -> !key.under("millrace.api") && !projectors(key));
    sections.put("API", key -> key.under("millrace.api"));
    sections.put("Projector", ConfigurationReference::projectors);
    var keys = keys();
    return INTRODUCTION
        + sections.entrySet().stream()
            .map(section -> section(section.getKey(), keys, section.getValue()))
            .collect(Collectors.joining());
  }

  private static boolean projectors(Key key) {
    return key.under("millrace.projector");
  }

  private static String section(String title, List<Key> keys, Predicate<Key> belongs) {
    return "\n## %s\n\n| key | default | meaning |\n|---|---|---|\n".formatted(title)
        + keys.stream().filter(belongs).map(Key::row).collect(Collectors.joining());
  }

  /** Every key of ours that an artifact on the class path declares, by name. */
  static List<Key> keys() throws IOException {
    var keys = new ArrayList<Key>();
    var mapper = JsonMapper.shared();
    var artifacts =
        Collections.list(ConfigurationReference.class.getClassLoader().getResources(METADATA));
    for (var artifact : artifacts) {
      try (var in = artifact.openStream()) {
        for (var property : mapper.readTree(in).path("properties")) {
          if (property.path("name").asString().startsWith("millrace.")) {
            keys.add(key(property));
          }
        }
      }
    }
    keys.sort((one, other) -> one.name().compareTo(other.name()));
    return keys;
  }

  private static Key key(JsonNode property) {
    var meaning =
        CODE.matcher(property.path("description").asString("")).replaceAll("`$1`").strip();
    return new Key(
        property.path("name").asString(), standard(property.path("defaultValue")), meaning);
  }

  private static String standard(JsonNode value) {
    if (value.isArray()) {
      return value
          .valueStream()
          .map(JsonNode::asString)
          .collect(Collectors.joining(","))
          .transform(text -> text.isEmpty() ? "none" : text);
    }
    return value.isMissingNode() || value.asString("").isEmpty() ? "none" : value.asString();
  }
}
