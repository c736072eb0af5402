package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A local Maven repository that holds the platform's artifacts of this build and nothing else, as
 * {@code ./millrace install} would leave them, apart from the repository of the person who builds.
 *
 * @param folder the repository
 */
record PlatformRepository(Path folder) {

  private static final Path ROOT = Path.of("../..");
  private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");
  private static final Pattern PARENT = Pattern.compile("(?s)<parent>.*?</parent>");
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(.+?)</artifactId>");
  private static final Pattern VERSION = Pattern.compile("<version>(.+?)</version>");

  /** Installs every module that is not kept out of repositories by its {@code pom.xml}. */
  static PlatformRepository installed(Path folder) throws IOException {
    var root = Files.readString(ROOT.resolve("pom.xml"));
    var version = first(VERSION, PARENT.matcher(root).replaceFirst(""));
    var repository = new PlatformRepository(folder);
    repository.install(ROOT, "pom", version);
    for (var module : all(MODULE, root)) {
      var pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
      if (!pom.contains("<maven.install.skip>true")) {
        repository.install(
            ROOT.resolve(module), pom.contains("<packaging>pom") ? "pom" : "jar", version);
      }
    }
    return repository;
  }

  private void install(Path module, String packaging, String version) throws IOException {
    var pom = Files.readString(module.resolve("pom.xml"));
    var artifact = first(ARTIFACT, PARENT.matcher(pom).replaceFirst(""));
    var target =
        Files.createDirectories(folder.resolve("io/millrace").resolve(artifact).resolve(version));
    var name = artifact + "-" + version;
    Files.writeString(target.resolve(name + ".pom"), pom);
    if (packaging.equals("jar")) {
      var jar = module.resolve("target").resolve(name + ".jar");
      assertThat(jar).as("built by 'package'").exists();
      Files.copy(jar, target.resolve(name + ".jar"));
    }
  }

  /**
   * Settings under which Maven builds without a network: what this repository lacks is copied from
   * the files of another one.
   *
   * @return the file
   */
  Path settings(Path others) throws IOException {
    var settings = folder.resolve("settings.xml");
    Files.writeString(
        settings,
        """
        <settings>
          <localRepository>%s</localRepository>
          <mirrors>
            <mirror><id>files</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
          </mirrors>
        </settings>
        """
            .formatted(folder.toAbsolutePath(), others.toUri()));
    return settings;
  }

  private static String first(Pattern pattern, String text) {
    return all(pattern, text).getFirst();
  }

  private static List<String> all(Pattern pattern, String text) {
    var found = new ArrayList<String>();
    var matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
