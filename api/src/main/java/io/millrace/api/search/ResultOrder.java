package io.millrace.api.search;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.Relation.SortKey;
import io.millrace.schema.document.IndexFields;
import io.millrace.schema.document.SortKeys;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The order of a result, always made total by the key's text. */
public sealed interface ResultOrder {

  /** Best match first. */
  record ByRelevance() implements ResultOrder {
    @Override
    public ArrayNode sort(ReadModel model) {
      var sort = JsonNodeFactory.instance.arrayNode();
      sort.addObject().put("_score", "desc");
      sort.addObject().put(IndexFields.KEY, "asc");
      return sort;
    }
  }

  /** By fields; by the key's text alone where there are none. */
  record ByFields(List<SortKey> keys) implements ResultOrder {

    public ByFields {
      keys = List.copyOf(keys);
    }

    @Override
    public ArrayNode sort(ReadModel model) {
      var sort = JsonNodeFactory.instance.arrayNode();
      for (var field : SortKeys.of(model, keys).fields()) {
        sort.addObject()
            .putObject(field.path())
            .put("order", field.descending() ? "desc" : "asc")
            .put("missing", "_last");
      }
      return sort;
    }
  }

  /** The order as Elasticsearch takes it. */
  ArrayNode sort(ReadModel model);
}
