package io.millrace.ops.elasticsearch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * The main class of the node's JVM: starts the node whose home folder it is given, and stops it on
 * SIGTERM.
 */
public final class ElasticsearchNode {

  private static final long CLOSE_SECONDS = 20;

  private ElasticsearchNode() {}

  /**
   * Runs the node until the process is told to end.
   *
   * @param arguments the home folder, as {@link NodeInstallation} lays it out
   */
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    Path config = home.resolve("config");
    LogConfigurator.configureESLogging();
    Settings settings =
        Settings.builder().loadFromPath(config.resolve("elasticsearch.yml")).build();
    PluginsLoader plugins =
        PluginsLoader.createPluginsLoader(
            PluginsLoader.loadModulesBundles(home.resolve("modules")), Set.of(), Map.of());
    Node node = new Node(new Environment(settings, config), plugins);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node, stopped), "stop-node"));
    node.start();
    System.out.println("Elasticsearch answers");
    // The node's own threads are daemons: without this wait the JVM would end.
    stopped.await();
  }

  private static void close(Node node, CountDownLatch stopped) {
    try {
      node.prepareForClose();
      node.close();
      if (node.awaitClose(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        System.out.println("Elasticsearch has stopped");
      }
    } catch (IOException failure) {
      System.err.println("The node did not close cleanly: " + failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
    }
  }
}
