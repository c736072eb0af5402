package io.millrace.api.search;

import io.millrace.schema.catalog.SearchConnection.Highlight;
import io.millrace.schema.document.IndexFields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Shows where words were found. The text around them is escaped as HTML, so that the {@code <em>}
 * round each of them is the only markup in it, whatever the document says.
 */
final class Highlighting {

  private static final int FRAGMENT_CHARACTERS = 150;

  /** What lies behind it in a text is not highlighted, so that no text can make a search slow. */
  private static final int MOST_CHARACTERS = 100_000;

  private final Map<String, Highlight> byPath;

  Highlighting(List<Highlight> highlights) {
    this.byPath =
        highlights.stream()
            .collect(
                Collectors.toMap(
                    highlight -> IndexFields.text(highlight.field()), highlight -> highlight));
  }

  /** The names of the wanted ones by their places in the index. */
  Map<String, String> names(Set<String> wanted) {
    return byPath.entrySet().stream()
        .filter(entry -> wanted.contains(entry.getValue().name()))
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().name()));
  }

  /** The part of a search's body, JSON. */
  String request(Set<String> paths, JsonNode words) {
    var request = JsonNodeFactory.instance.objectNode();
    request
        .put("type", "unified")
        .put("encoder", "html")
        .put("order", "score")
        .put("fragment_size", FRAGMENT_CHARACTERS)
        .put("max_analyzed_offset", MOST_CHARACTERS);
    request.putArray("pre_tags").add("<em>");
    request.putArray("post_tags").add("</em>");
    // What filters ask about is not what the reader looked for.
    request.set("highlight_query", words);
    var fields = request.putObject("fields");
    paths.forEach(
        path -> {
          var declared = byPath.get(path);
          if (declared != null) {
            fields.putObject(path).put("number_of_fragments", declared.size());
          }
        });
    return request.toString();
  }
}
