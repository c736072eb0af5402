package io.millrace.ops.elasticsearch;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a node lives and what it may use.
 *
 * @param home folder that is written anew at every start: configuration and the node's modules
 * @param data folder with the indices; survives
 * @param logs folder for the JVM's own reports
 * @param httpPort the port on the loopback interface
 * @param initialHeapMegabytes heap at start, in MiB
 * @param maxHeapMegabytes largest heap, in MiB
 * @param shortLived whether the node serves one test run: it starts faster and never gets as fast
 * @param cache folder for what all nodes on this machine share
 * @param more further lines of {@code elasticsearch.yml}, by name
 */
public record NodeSettings(
    Path home,
    Path data,
    Path logs,
    int httpPort,
    int initialHeapMegabytes,
    int maxHeapMegabytes,
    boolean shortLived,
    Path cache,
    Map<String, String> more) {

  public NodeSettings {
    more = Map.copyOf(more);
  }
}
