package io.millrace.api.read;

import io.lettuce.core.KeyValue;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.document.Document;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.store.StoreNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * Finds documents by unique keys: the entry of a value names its owner, and the owner's document
 * must still hold the value. Where it does not, or there is no entry, the primary is asked; a
 * document and its entry are written one after the other, and a reader can come between.
 */
public final class UniqueDocuments {

  private final Catalog catalog;
  private final StoreNames names;
  private final RedisConnection redis;
  private final DocumentStore documents;
  private final PublishedDocuments published;
  private final PrimaryDocuments primary;
  private final FallbackLimit fallback;

  UniqueDocuments(
      Catalog catalog,
      StoreNames names,
      RedisConnection redis,
      DocumentStore documents,
      PublishedDocuments published,
      PrimaryDocuments primary,
      FallbackLimit fallback) {
    this.catalog = catalog;
    this.names = names;
    this.redis = redis;
    this.documents = documents;
    this.published = published;
    this.primary = primary;
    this.fallback = fallback;
  }

  /**
   * Finds the documents that hold the values.
   *
   * @return by value, each value once: the document, or empty where none holds it
   */
  public Mono<Map<UniqueValue, Optional<Document>>> load(
      Collection<UniqueValue> values, ReadContext context) {
    if (values.isEmpty()) {
      return Mono.just(Map.of());
    }
    var asked = new LinkedHashSet<>(values);
    asked.forEach(value -> context.dependsOn(new Dependency.OnUniqueValue(value)));
    if (context.isPrimary()) {
      return primary.find(asked, context).map(found -> complete(asked, found));
    }
    Map<Boolean, Set<UniqueValue>> byRule =
        asked.stream()
            .collect(
                Collectors.partitioningBy(
                    value -> context.viewer().of(value.type()).isAll(), Collectors.toSet()));
    var open = Objects.requireNonNull(byRule.get(true));
    var guarded = Objects.requireNonNull(byRule.get(false));
    if (guarded.isEmpty()) {
      return findOpen(open, context);
    }
    return open.isEmpty()
        ? findGuarded(guarded, context)
        : Mono.zip(findOpen(open, context), findGuarded(guarded, context), UniqueDocuments::join);
  }

  private static <K, V> Map<K, V> join(Map<K, V> some, Map<K, V> others) {
    var all = new HashMap<>(some);
    all.putAll(others);
    return all;
  }

  private Mono<Map<UniqueValue, Optional<Document>>> findOpen(
      Set<UniqueValue> asked, ReadContext context) {
    return entries(asked, context).flatMap(entries -> follow(asked, entries, context));
  }

  /**
   * Where documents may be hidden, every value goes the whole way, entry, document, primary, until
   * one is found that may be seen: a value that is released or unknown takes no shorter one.
   */
  private Mono<Map<UniqueValue, Optional<Document>>> findGuarded(
      Set<UniqueValue> asked, ReadContext context) {
    return entries(asked, context)
        .flatMap(entries -> published.find(orNobody(entries.owners(), asked), context))
        .map(answer -> answer.seenBy(context.viewer()).known().values())
        .map(owners -> UniqueHolders.of(catalog, asked, owners))
        .flatMap(found -> askForTheRest(asked, Set.of(), found, context));
  }

  /** With a key that no document has, where there are fewer owners than values. */
  private static Set<DocumentKey> orNobody(Set<DocumentKey> owners, Set<UniqueValue> asked) {
    var keys = new HashSet<>(owners);
    if (owners.size() < asked.size()) {
      keys.add(new DocumentKey(asked.iterator().next().type(), ""));
    }
    return keys;
  }

  /** What the entries of values say: who owns a value, and which values nobody owns. */
  private record Entries(Set<DocumentKey> owners, Set<UniqueValue> released) {}

  private Mono<Entries> entries(Set<UniqueValue> values, ReadContext context) {
    var ordered = List.copyOf(values);
    var redisKeys = new ArrayList<byte[]>();
    for (var value : ordered) {
      var model = catalog.readModel(value.type());
      var key = model.uniqueKey(value.key()).orElseThrow();
      redisKeys.add(names.unique(model, key, value.values()).getBytes(StandardCharsets.UTF_8));
    }
    return redis.values(redisKeys, context).map(stored -> read(ordered, stored));
  }

  private static Entries read(List<UniqueValue> values, List<KeyValue<byte[], byte[]>> stored) {
    var owners = new HashSet<DocumentKey>();
    var released = new HashSet<UniqueValue>();
    for (int at = 0; at < values.size(); at++) {
      if (stored.get(at).hasValue()) {
        var value = values.get(at);
        UniqueEntry.owner(value.type(), stored.get(at).getValue())
            .ifPresentOrElse(owners::add, () -> released.add(value));
      }
    }
    return new Entries(owners, released);
  }

  private Mono<Map<UniqueValue, Optional<Document>>> follow(
      Set<UniqueValue> asked, Entries entries, ReadContext context) {
    return documents
        .load(entries.owners(), context)
        .map(owners -> UniqueHolders.of(catalog, asked, owners.values()))
        .flatMap(found -> askForTheRest(asked, entries.released(), found, context));
  }

  private Mono<Map<UniqueValue, Optional<Document>>> askForTheRest(
      Set<UniqueValue> asked,
      Set<UniqueValue> released,
      Map<UniqueValue, Document> found,
      ReadContext context) {
    var missing = new HashSet<>(asked);
    missing.removeAll(found.keySet());
    missing.removeAll(released);
    if (missing.isEmpty()) {
      return Mono.just(complete(asked, found));
    }
    context.markFallback();
    return fallback
        .within(primary.find(missing, context))
        .map(
            derived -> {
              var all = new HashMap<>(found);
              all.putAll(derived);
              return complete(asked, all);
            });
  }

  private static Map<UniqueValue, Optional<Document>> complete(
      Set<UniqueValue> asked, Map<UniqueValue, Document> found) {
    var all = new HashMap<UniqueValue, Optional<Document>>();
    asked.forEach(value -> all.put(value, Optional.ofNullable(found.get(value))));
    return all;
  }
}
