package io.millrace.projector.route;

import io.millrace.projector.change.Operation;
import io.millrace.projector.change.RowChange;
import io.millrace.schema.catalog.ChangeRoute;
import io.millrace.schema.catalog.ReadModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One route of one read model. A class and no record, for its identity: a batch looks it up once
 * for every changed row.
 */
final class TableRoute {

  private final ReadModel model;
  private final ChangeRoute route;

  /**
   * The columns whose change can change a document: those that are read and those that route. Null
   * where it is not known which are read.
   */
  private final @Nullable Set<String> watched;

  TableRoute(ReadModel model, ChangeRoute route, ReadColumns columns) {
    this.model = model;
    this.route = route;
    this.watched =
        columns
            .of(model, qualified(route.table()))
            .map(read -> with(read, model, route))
            .orElse(null);
  }

  private static Set<String> with(Set<String> read, ReadModel model, ChangeRoute route) {
    var watching = new HashSet<>(read);
    for (var any : model.routes()) {
      if (any.table().equals(route.table())) {
        watching.addAll(any.columns());
      }
    }
    return watching;
  }

  static String qualified(String table) {
    return table.indexOf('.') < 0 ? "public." + table : table;
  }

  ReadModel model() {
    return model;
  }

  ChangeRoute route() {
    return route;
  }

  /**
   * Whether the change can make a document different. Without a value of a watched column in both
   * images there is nothing to compare, and it always can.
   */
  boolean concerns(RowChange change) {
    var before = change.before();
    var after = change.after();
    if (watched == null
        || change.operation() != Operation.UPDATE
        || before == null
        || after == null) {
      return true;
    }
    for (var column : watched) {
      if (!before.containsKey(column)
          || !after.containsKey(column)
          || !Objects.equals(before.get(column), after.get(column))) {
        return true;
      }
    }
    return false;
  }

  /** The values of the route's columns; empty where the image lacks one or one is null. */
  Optional<List<Object>> values(@Nullable Map<String, @Nullable Object> image) {
    if (image == null) {
      return Optional.empty();
    }
    var values = new ArrayList<Object>(route.columns().size());
    for (var column : route.columns()) {
      var value = image.get(column);
      if (value == null) {
        return Optional.empty();
      }
      values.add(value);
    }
    return Optional.of(List.copyOf(values));
  }
}
