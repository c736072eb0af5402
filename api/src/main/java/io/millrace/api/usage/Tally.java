package io.millrace.api.usage;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts operations by client and document, whose elements are looked up when the counts are
 * collected: one increment for an operation. Where there are more documents than that bears,
 * further ones are counted element by element, of which the schema has only so many.
 */
final class Tally {

  /** Clients times documents. */
  static final int MOST_DOCUMENTS = 2_000;

  /** Clients times versions times elements. */
  static final int MOST_ELEMENTS = 50_000;

  /** What clients without a token take up of both at most: a flood of names leaves the rest. */
  private static final int SHARE_OF_UNPROVEN = 2;

  private final Map<OfDocument, LongAdder> documents = new ConcurrentHashMap<>();
  private final Map<OfElement, LongAdder> elements = new ConcurrentHashMap<>();
  private final LongAdder lost = new LongAdder();

  private record OfDocument(UsageClient client, DocumentUse document) {}

  /** What a client uses of a version. */
  record OfElement(UsageClient client, String version, String coordinate) {}

  /** Takes counts. */
  @FunctionalInterface
  interface Collector {
    void add(OfElement element, long operations);
  }

  void count(UsageClient client, Use use) {
    var document = use.document();
    var known = find(documents, new OfDocument(client, document), most(client, MOST_DOCUMENTS));
    if (known != null) {
      known.increment();
    } else {
      document.elements().forEach(element -> count(client, document, element));
    }
    use.byVariables().forEach(element -> count(client, document, element));
  }

  private void count(UsageClient client, DocumentUse document, Element element) {
    var key = new OfElement(client, document.version(), element.coordinate());
    var known = find(elements, key, most(client, MOST_ELEMENTS));
    (known == null ? lost : known).increment();
  }

  private static int most(UsageClient client, int most) {
    return client.proven() ? most : most / SHARE_OF_UNPROVEN;
  }

  private static <K> @Nullable LongAdder find(Map<K, LongAdder> all, K key, int most) {
    var known = all.get(key);
    // A few more than the most do no harm where several come at once.
    return known != null || all.size() >= most
        ? known
        : all.computeIfAbsent(key, _ -> new LongAdder());
  }

  /** Gives away what was counted since the last time; gives how many uses were not counted. */
  long collect(Collector collector) {
    documents.forEach(
        (counted, adder) -> {
          long operations = adder.sumThenReset();
          if (operations > 0) {
            counted
                .document()
                .elements()
                .forEach(
                    element ->
                        collector.add(
                            new OfElement(
                                counted.client(),
                                counted.document().version(),
                                element.coordinate()),
                            operations));
          }
        });
    elements.forEach(
        (element, adder) -> {
          long operations = adder.sumThenReset();
          if (operations > 0) {
            collector.add(element, operations);
          }
        });
    return lost.sumThenReset();
  }
}
