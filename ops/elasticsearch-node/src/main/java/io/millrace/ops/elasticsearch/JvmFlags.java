package io.millrace.ops.elasticsearch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The flags of the node's JVM; what is here for speed was measured, see {@code docs/start-up.md}.
 */
final class JvmFlags {

  private JvmFlags() {}

  static List<String> of(NodeSettings settings, Path temporary) {
    List<String> flags = new ArrayList<>(fixed(settings, temporary));
    if (settings.shortLived()) {
      flags.add("-XX:TieredStopAtLevel=1");
    }
    return flags;
  }

  private static List<String> fixed(NodeSettings settings, Path temporary) {
    return List.of(
        "-Xms" + settings.initialHeapMegabytes() + "m",
        "-Xmx" + settings.maxHeapMegabytes() + "m",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:ErrorFile=" + settings.logs().resolve("elasticsearch-crash-%p.log"),
        "-XX:-UsePerfData",
        "-Djava.io.tmpdir=" + temporary,
        "-Dfile.encoding=UTF-8",
        "-Djava.awt.headless=true",
        "-Dlog4j2.disable.jmx=true",
        "-Dlog4j2.formatMsgNoLookups=true",
        "-Dio.netty.noUnsafe=true",
        "-Dio.netty.noKeySetOptimization=true",
        "-Dio.netty.allocator.numDirectArenas=0",
        "-Dorg.apache.lucene.vectorization.upperJavaFeatureVersion=25",
        "--add-modules=jdk.net",
        "--enable-native-access=org.elasticsearch.nativeaccess,org.apache.lucene.core");
  }
}
