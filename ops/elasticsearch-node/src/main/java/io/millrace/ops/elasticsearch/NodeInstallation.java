package io.millrace.ops.elasticsearch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The server's jars on this machine, and the way to lay out a home folder that runs them. */
public final class NodeInstallation {

  private static final String SERVER_MODULE = "org.elasticsearch.server";

  private final MavenRepository repository;
  private final List<String> serverJars = JarList.SERVER.paths();
  private final List<String> transportJars = JarList.TRANSPORT.paths();

  private NodeInstallation() {
    repository =
        MavenRepository.holding(
            Stream.of(serverJars, transportJars).flatMap(List::stream).toList());
  }

  /**
   * Finds the server's jars.
   *
   * @throws MissingJarsException where some are not on this machine
   */
  public static NodeInstallation locate() {
    return new NodeInstallation();
  }

  /**
   * Writes the home folder and gives the command that runs the node in the foreground; the node
   * stops on SIGTERM.
   *
   * @throws IOException where the folder can't be written
   */
  public NodeCommand command(NodeSettings settings) throws IOException {
    Path home = settings.home();
    deleteTree(home.resolve("modules"));
    Files.createDirectories(settings.data());
    Files.createDirectories(settings.logs());
    Files.createDirectories(home.resolve("plugins"));
    Path temporary = Files.createDirectories(home.resolve("tmp"));
    Path config = Files.createDirectories(home.resolve("config"));
    Files.writeString(config.resolve("elasticsearch.yml"), configuration(settings));
    transportModule(Files.createDirectories(home.resolve("modules/transport-netty4")));
    analysisModule(Files.createDirectories(home.resolve("modules/analysis-common")));
    Path main = OwnClasses.of("io/millrace/ops/elasticsearch").sharedJar(settings.cache());
    ClassArchive archive = ClassArchive.in(settings.cache(), main, modulePath());
    archive.deleteAbandonedDrafts();

    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmFlags.of(settings, temporary));
    command.addAll(archive.flags(!settings.shortLived()));
    command.addAll(List.of("--module-path", modulePath(), "--add-modules", SERVER_MODULE));
    command.addAll(List.of("--class-path", main.toString()));
    command.add("io.millrace.ops.elasticsearch.ElasticsearchNode");
    command.add(home.toString());
    return new NodeCommand(command, archive);
  }

  private String modulePath() {
    return serverJars.stream()
        .map(jar -> repository.jar(jar).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String configuration(NodeSettings settings) {
    Map<String, String> lines = new TreeMap<>();
    lines.put("cluster.name", "millrace-local");
    lines.put("node.name", "millrace-local");
    lines.put("path.home", settings.home().toString());
    lines.put("path.data", settings.data().toString());
    lines.put("path.logs", settings.logs().toString());
    lines.put("discovery.type", "single-node");
    lines.put("network.host", "127.0.0.1");
    lines.put("http.port", Integer.toString(settings.httpPort()));
    // A single node needs no known transport port, and the usual 9300 may be another cluster's.
    lines.put("transport.port", "0");
    // A developer's disk is often nine tenths full: the stack checks the space itself, in bytes.
    lines.put("cluster.routing.allocation.disk.threshold_enabled", "false");
    lines.putAll(settings.more());
    return lines.entrySet().stream()
        .map(line -> line.getKey() + ": \"" + line.getValue().replace("\\", "\\\\") + "\"\n")
        .collect(Collectors.joining());
  }

  private void transportModule(Path folder) throws IOException {
    for (String jar : transportJars) {
      Path source = repository.jar(jar);
      Files.copy(source, folder.resolve(source.getFileName()));
    }
    Files.writeString(
        folder.resolve("plugin-descriptor.properties"),
        """
        name=transport-netty4
        classname=org.elasticsearch.transport.netty4.Netty4Plugin
        modulename=org.elasticsearch.transport.netty4
        """
            + descriptor("Netty 4 transport"));
  }

  private static void analysisModule(Path folder) throws IOException {
    OwnClasses.of("io/millrace/ops/elasticsearch/analysis")
        .writeJar(folder.resolve("analysis-common.jar"));
    Files.writeString(
        folder.resolve("plugin-descriptor.properties"),
        """
        name=analysis-common
        classname=io.millrace.ops.elasticsearch.analysis.CommonAnalysisPlugin
        """
            + descriptor("Analysis components under their official names"));
  }

  private static String descriptor(String description) {
    String version = JarList.serverVersion();
    return """
    description=%s
    version=%s
    elasticsearch.version=%s
    java.version=17
    """
        .formatted(description, version, version);
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
