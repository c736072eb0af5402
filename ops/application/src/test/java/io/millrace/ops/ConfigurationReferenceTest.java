package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The reference table of configuration keys is complete and true. */
final class ConfigurationReferenceTest {

  private static final Path TABLE = Path.of("../docs/configuration.md");
  private static final Pattern ROW = Pattern.compile("\\| `(millrace\\.[^`]+)` \\| ([^|]*?) \\|.*");

  @Test
  void tableNamesEveryKeyWithItsDefault() throws IOException {
    assertThat(documented()).isEqualTo(declared());
  }

  private static Map<String, String> documented() throws IOException {
    var rows = new TreeMap<String, String>();
    for (var line : Files.readAllLines(TABLE)) {
      var row = ROW.matcher(line);
      if (row.matches()) {
        rows.put(row.group(1), row.group(2).replace("`", ""));
      }
    }
    return rows;
  }

  private static Map<String, String> declared() {
    var keys = new TreeMap<String, String>();
    new ClassFileImporter()
        .withImportOption(new DoNotIncludeTests()).importPackages("io.millrace").stream()
            .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
            .map(JavaClass::reflect)
            .forEach(
                type ->
                    collect(type.getAnnotation(ConfigurationProperties.class).value(), type, keys));
    return keys;
  }

  private static void collect(String prefix, Class<?> record, Map<String, String> keys) {
    for (var component : record.getRecordComponents()) {
      var key = prefix + "." + kebab(component.getName());
      if (component.getType().isRecord()) {
        collect(key, component.getType(), keys);
      } else {
        keys.put(key, defaultOf(record, component));
      }
    }
  }

  private static String defaultOf(Class<?> record, RecordComponent component) {
    var components = record.getRecordComponents();
    for (int at = 0; at < components.length; at++) {
      if (components[at].getName().equals(component.getName())) {
        for (var annotation : record.getDeclaredConstructors()[0].getParameterAnnotations()[at]) {
          if (annotation instanceof DefaultValue value) {
            return String.join(",", value.value());
          }
        }
      }
    }
    return "none";
  }

  private static String kebab(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
