package io.millrace.ops.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;

/**
 * The repository's {@code docker-compose.yml}.
 *
 * @param content as YAML has it, with merges applied
 */
record ComposeFile(Map<String, Object> content) {

  /** The repository's root, seen from this module. */
  static final Path ROOT = Path.of("../..");

  static ComposeFile read() {
    return new ComposeFile(yaml(ROOT.resolve("docker-compose.yml")));
  }

  static Map<String, Object> yaml(Path file) {
    try {
      return new Yaml().load(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The services by name. */
  @SuppressWarnings("unchecked")
  Map<String, Map<String, Object>> services() {
    return (Map<String, Map<String, Object>>) content.get("services");
  }

  /** The environment of those services that run what this repository builds. */
  @SuppressWarnings("unchecked")
  Map<String, String> ownEnvironment() {
    var all = new TreeMap<String, String>();
    services()
        .values()
        .forEach(
            service -> {
              if (service.containsKey("build")) {
                ((Map<String, Object>) service.get("environment"))
                    .forEach((name, value) -> all.put(name, String.valueOf(value)));
              }
            });
    return all;
  }

  /** The environment of all services. */
  @SuppressWarnings("unchecked")
  Map<String, String> environment() {
    var all = new TreeMap<String, String>();
    services()
        .forEach(
            (_, service) ->
                ((Map<String, Object>) service.getOrDefault("environment", Map.of()))
                    .forEach((name, value) -> all.put(name, String.valueOf(value))));
    return all;
  }

  /** What a service mounts: the part before the first colon. */
  static List<String> mounts(Map<String, Object> service) {
    return ((List<?>) service.getOrDefault("volumes", List.of()))
        .stream().map(mount -> mount.toString().split(":")[0]).toList();
  }
}
