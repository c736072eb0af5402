package io.millrace.api;

import io.millrace.api.Planting.Listing;
import io.millrace.api.garden.GardenStores;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.document.StoredValue;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import io.millrace.write.derivation.Derivation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * A bed of its own for each try: its plants in the tables, in both stores, and in a map. What a
 * plant's removal leaves in the search index is known as its ghost.
 */
final class Plot {

  // As texts, which is how keys sort, the ids of both kinds mix: 10000000 comes before 900000.
  private static final AtomicLong SHORT_IDS = new AtomicLong(900_000);
  private static final AtomicLong LONG_IDS = new AtomicLong(10_000_000);

  private final GardenStores stores;
  private final Connection connection;
  private final Derivation derivation;
  private final ReadModel beds;
  private final ReadModel plants;
  private final long bed = LONG_IDS.incrementAndGet();
  private final TreeMap<Long, Planting> living = new TreeMap<>();
  private final Map<Long, Planting> ghosts = new HashMap<>();

  Plot(GardenStores stores, Connection connection, Catalog catalog, Derivation derivation) {
    this.stores = stores;
    this.connection = connection;
    this.derivation = derivation;
    this.beds = catalog.readModel("Bed");
    this.plants = catalog.readModel("Plant");
    execute("insert into bed values (?, 4, 'plot ' || ?, 1)", bed, bed);
    derive(Set.of());
  }

  String bedId() {
    return GlobalId.encode(DocumentKey.of("Bed", bed));
  }

  /** The ids of all plants that are there. */
  List<Long> living() {
    return List.copyOf(living.keySet());
  }

  boolean lives(long plant) {
    return living.containsKey(plant);
  }

  /** The plants of a list, in its order. */
  List<Long> of(Listing listing) {
    return living.entrySet().stream()
        .filter(entry -> listing.demand().isMetBy(entry.getValue()))
        .sorted(
            Map.Entry.<Long, Planting>comparingByValue(listing.comparator())
                .thenComparing(entry -> entry.getKey().toString(), Comparator.naturalOrder()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether two plants of a list are told apart by their keys alone. */
  boolean hasTies(Listing listing) {
    var order = of(listing).stream().map(living::get).toList();
    return IntStream.range(1, order.size())
        .anyMatch(at -> listing.comparator().compare(order.get(at - 1), order.get(at)) == 0);
  }

  /** Whether the names of two plants of a price differ only beyond the part that sorts. */
  boolean hasAlikes() {
    var names = new HashSet<List<Object>>();
    var sorted = new HashSet<List<Object>>();
    for (var planting : living.values()) {
      names.add(List.of(String.valueOf(planting.price()), planting.name()));
      sorted.add(List.of(String.valueOf(planting.price()), planting.sortedName()));
    }
    return names.size() > sorted.size();
  }

  /** How many hits of a list are there whose plants are gone. */
  long ghostsOf(Listing listing) {
    return ghosts.values().stream().filter(listing.demand()::isMetBy).count();
  }

  /** Plants. */
  Collection<Long> plant(List<Planting> plantings) {
    var added = new HashSet<Long>();
    for (var planting : plantings) {
      long id = (planting.watered() ? SHORT_IDS : LONG_IDS).incrementAndGet();
      added.add(id);
      living.put(id, planting);
      execute(
          "insert into plant values (?, ?, ?, ?, ?, ?, ?, ?, ?, null)",
          id,
          bed,
          planting.name(),
          planting.notes(),
          planting.kind(),
          planting.price(),
          planting.height(),
          Timestamp.from(planting.plantedAt()),
          planting.watered());
    }
    derive(added);
    return added;
  }

  /** Makes another of a plant, which may move it in every list. */
  void change(long plant, Planting to) {
    living.put(plant, to);
    execute(
        """
        update plant set name = ?, notes = ?, kind = ?, price = ?, height = ?, planted_at = ?,
          watered = ? where id = ?
        """,
        to.name(),
        to.notes(),
        to.kind(),
        to.price(),
        to.height(),
        Timestamp.from(to.plantedAt()),
        to.watered(),
        plant);
    derive(Set.of(plant));
  }

  /** Removes plants; the bed's head and the index still name them. */
  void remove(Collection<Long> removed) {
    for (long plant : removed) {
      ghosts.put(plant, Objects.requireNonNull(living.remove(plant)));
      execute("delete from plant where id = ?", plant);
      stores.store(
          plants,
          DocumentKey.of("Plant", plant),
          new StoredValue.Tombstone(DocumentVersion.of(2, 1)));
    }
  }

  /** Lets the index forget a plant that was removed, and the bed derive its head anew. */
  void forget(long plant) {
    ghosts.remove(plant);
    stores.unindex(plants, DocumentKey.of("Plant", plant));
    derive(Set.of());
  }

  private void derive(Collection<Long> changed) {
    var keys = changed.stream().map(plant -> DocumentKey.of("Plant", plant)).toList();
    var bedKey = List.of(DocumentKey.of("Bed", bed));
    stores.write(
        Objects.requireNonNull(
            derivation
                .derive(keys.isEmpty() ? Map.of(beds, bedKey) : Map.of(beds, bedKey, plants, keys))
                .block()));
  }

  private void execute(String sql, Object... values) {
    try (var statement = connection.prepareStatement(sql)) {
      for (int at = 0; at < values.length; at++) {
        statement.setObject(at + 1, values[at]);
      }
      statement.executeUpdate();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
