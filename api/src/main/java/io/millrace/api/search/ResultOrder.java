package io.millrace.api.search;

import io.millrace.api.page.Position;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.Relation.SortKey;
import io.millrace.schema.document.IndexFields;
import io.millrace.schema.document.SortKeys;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The order of a result, always made total by the key's text. */
public sealed interface ResultOrder {

  /** Best match first. */
  record ByRelevance() implements ResultOrder {
    @Override
    public ArrayNode sort(ReadModel model, boolean backward) {
      var sort = JsonNodeFactory.instance.arrayNode();
      sort.addObject().put("_score", backward ? "asc" : "desc");
      sort.addObject().put(IndexFields.KEY, backward ? "desc" : "asc");
      return sort;
    }

    @Override
    public Comparator<Position> comparator(ReadModel model) {
      return Comparator.comparingDouble(ByRelevance::score)
          .reversed()
          .thenComparing(ByRelevance::key, SortKeys::compareUtf8);
    }

    private static double score(Position position) {
      return ((Number) Objects.requireNonNull(position.sortValues().getFirst())).doubleValue();
    }

    private static String key(Position position) {
      return (String) Objects.requireNonNull(position.sortValues().getLast());
    }
  }

  /** By fields; by the key's text alone where there are none. */
  record ByFields(List<SortKey> keys) implements ResultOrder {

    public ByFields {
      keys = List.copyOf(keys);
    }

    @Override
    public ArrayNode sort(ReadModel model, boolean backward) {
      var sort = JsonNodeFactory.instance.arrayNode();
      for (var field : SortKeys.of(model, keys).fields()) {
        sort.addObject()
            .putObject(field.path())
            .put("order", field.descending() == backward ? "asc" : "desc")
            .put("missing", backward ? "_first" : "_last");
      }
      return sort;
    }

    @Override
    public Comparator<Position> comparator(ReadModel model) {
      return Comparator.comparing(Position::sortValues, SortKeys.of(model, keys).comparator());
    }
  }

  /** The order as Elasticsearch takes it, turned round to read a list from its end. */
  ArrayNode sort(ReadModel model, boolean backward);

  /** Compares places in the order. */
  Comparator<Position> comparator(ReadModel model);
}
