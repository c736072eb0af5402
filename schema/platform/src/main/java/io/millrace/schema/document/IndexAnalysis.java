package io.millrace.schema.document;

import java.time.Duration;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The settings of an index, with the analyzers that the mapping names. */
final class IndexAnalysis {

  private static final int LONGEST_PREFIX = 20;

  private IndexAnalysis() {}

  static ObjectNode settings(IndexSettings settings) {
    var root = JsonNodeFactory.instance.objectNode();
    root.putObject("index")
        .put("number_of_shards", settings.shards())
        .put("number_of_replicas", settings.replicas())
        .put("refresh_interval", interval(settings.refreshInterval()))
        .put("gc_deletes", interval(settings.gcDeletes()));
    root.set("analysis", analysis());
    return root;
  }

  private static ObjectNode analysis() {
    var analysis = JsonNodeFactory.instance.objectNode();
    analysis
        .putObject("filter")
        .putObject("millrace_prefixes")
        .put("type", "edge_ngram")
        .put("min_gram", 1)
        .put("max_gram", LONGEST_PREFIX)
        // a longer word is found by the whole of it
        .put("preserve_original", true);
    var analyzers = analysis.putObject("analyzer");
    analyzer(analyzers, IndexFields.TEXT_ANALYZER, "porter_stem");
    analyzer(analyzers, IndexFields.SUGGEST_ANALYZER, "millrace_prefixes");
    analyzer(analyzers, IndexFields.SUGGEST_QUERY_ANALYZER);
    return analysis;
  }

  private static void analyzer(ObjectNode analyzers, String name, String... furtherFilters) {
    var filters =
        analyzers
            .putObject(name)
            .put("type", "custom")
            .put("tokenizer", "standard")
            .putArray("filter")
            .add("lowercase")
            .add("asciifolding");
    for (var filter : furtherFilters) {
      filters.add(filter);
    }
  }

  private static String interval(Duration duration) {
    return duration.isNegative() ? "-1" : duration.toMillis() + "ms";
  }
}
