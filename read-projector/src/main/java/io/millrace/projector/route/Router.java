package io.millrace.projector.route;

import io.millrace.projector.change.ChangeBatch;
import io.millrace.projector.change.ChangeConsumer;
import io.millrace.projector.change.Operation;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.key.DocumentKey;
import io.millrace.write.derivation.RouteValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * Turns changed rows into the keys of the documents that read them, by the routes of the read
 * models: the rows of a batch are collected by route, and each route is asked once.
 *
 * <p>Both images of a row are routed, so that a row that moves from one parent to another touches
 * both parents' documents.
 */
public final class Router implements ChangeConsumer {

  private final Map<String, List<TableRoute>> routes = new HashMap<>();
  private final Routes keys;
  private final KeyConsumer consumer;
  private final LongAdder unrouted = new LongAdder();
  private final LongAdder skipped = new LongAdder();

  public Router(
      Collection<ReadModel> models, ReadColumns columns, Routes keys, KeyConsumer consumer) {
    this.keys = keys;
    this.consumer = consumer;
    for (var model : models) {
      for (var route : model.routes()) {
        routes
            .computeIfAbsent(TableRoute.qualified(route.table()), any -> new ArrayList<>())
            .add(new TableRoute(model, route, columns));
      }
    }
  }

  @Override
  public void accept(ChangeBatch batch) throws InterruptedException {
    consumer.accept(route(batch));
  }

  /** The documents that a batch of changes may have made different. */
  RoutedKeys route(ChangeBatch batch) throws InterruptedException {
    var whole = new LinkedHashSet<ReadModel>();
    var values = new LinkedHashMap<TableRoute, Set<List<Object>>>();
    for (var change : batch.changes()) {
      var tableRoutes = routes.get(change.table());
      if (tableRoutes == null) {
        unrouted.increment();
        continue;
      }
      for (var route : tableRoutes) {
        if (change.operation() == Operation.TRUNCATE) {
          whole.add(route.model());
        } else if (route.concerns(change)) {
          var rows = values.computeIfAbsent(route, any -> new LinkedHashSet<>());
          route.values(change.before()).ifPresent(rows::add);
          route.values(change.after()).ifPresent(rows::add);
        } else {
          skipped.increment();
        }
      }
    }
    var questions = new ArrayList<RouteValues>();
    values.forEach(
        (route, rows) -> {
          if (!rows.isEmpty() && !whole.contains(route.model())) {
            questions.add(new RouteValues(route.model(), route.route(), rows));
          }
        });
    Map<ReadModel, Set<DocumentKey>> found =
        questions.isEmpty() ? Map.of() : keys.find(questions, batch.xids());
    return new RoutedKeys(found, whole, batch.xids(), batch.end(), batch::acknowledge);
  }

  /** Changed rows of tables that no read model names. */
  public long unrouted() {
    return unrouted.sum();
  }

  /** Updates that touched no column that is read, once for each route that they were spared. */
  public long skipped() {
    return skipped.sum();
  }

  /** Asks the routes which documents rows lead to. */
  @FunctionalInterface
  public interface Routes {

    /**
     * The documents that rows with these values lead to, in a snapshot that sees {@code mustSee}.
     */
    Map<ReadModel, Set<DocumentKey>> find(List<RouteValues> rows, Set<Long> mustSee)
        throws InterruptedException;
  }
}
