package io.millrace.api.search;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import io.millrace.api.identity.Identity;
import io.millrace.api.page.FacetEntry;
import io.millrace.api.page.PageRange;
import io.millrace.api.rule.Viewer;
import io.millrace.ops.stack.TestStack;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.SearchConnection;
import io.millrace.schema.document.CanonicalWriter;
import io.millrace.schema.document.Document;
import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.document.IndexMapping;
import io.millrace.schema.document.IndexSettings;
import io.millrace.schema.document.SearchDocument;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import io.millrace.schema.store.StoreNames;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Random documents in a real index, random filters and facets on them, and a naive model in memory
 * that says what must be found and counted. How many tries there are is {@code
 * jqwik.tries.default}; another seed is tried by changing {@link #SEED}.
 */
class FilterPropertyTest {

  private static final String SEED = "20261125";
  private static final int FILTERS = 25;

  private static final StoreNames NAMES = StoreNames.of(TestStack.freshName("filters"));
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Catalog catalog =
      new CatalogLoader().load(DomainSources.fromFolder(Path.of("src/test/resources/filters")));
  private final ReadModel model = catalog.readModel("Thing");
  private final SearchConnection connection =
      Objects.requireNonNull(catalog.connections().get("ThingConnection"));
  private final CanonicalWriter writer = CanonicalWriter.of(model);
  private final SearchBody body = new SearchBody(NAMES, Duration.ofSeconds(10));

  /** The things with a rule about them. */
  private static Catalog guarded(RandomRule rule) {
    var things = DomainSources.fromFolder(Path.of("src/test/resources/filters"));
    var sdl = new ArrayList<>(things.sdl());
    sdl.add(new DomainSources.SourceFile("graphql/rule.graphqls", rule.sdl()));
    return new CatalogLoader().load(new DomainSources(sdl, things.sql()));
  }

  private SearchField field(Catalog of) {
    return SearchField.of(
        of,
        definition(of),
        connection,
        model,
        List.of(),
        new FilterLimits(20, 10_000, 10_000, 256, 16));
  }

  private static FieldDefinition definition(Catalog of) {
    return of.definitions()
        .getType("Query", ObjectTypeDefinition.class)
        .orElseThrow()
        .getFieldDefinitions()
        .getFirst();
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void searchesFindAndCountWhatANaiveModelDoes(@ForAll Random random) {
    var things = new RandomThings(random);
    var documents = new LinkedHashMap<String, Map<String, @Nullable Object>>();
    things.documents().forEach(one -> documents.put(String.valueOf(documents.size()), one));
    index(documents);
    var rule = new RandomRule(random);
    var guarded = guarded(rule);
    var field = field(guarded);

    var requests = new ArrayList<SearchStep>();
    var filters = new ArrayList<Map<String, @Nullable Object>>();
    var callers = new ArrayList<Identity>();
    for (int at = 0; at < FILTERS; at++) {
      var filter = things.filter(4);
      filters.add(filter);
      var caller = rule.caller();
      callers.add(caller);
      requests.add(step(field, filter, facets(random), new Viewer(guarded, caller)));
    }
    var answers =
        JSON.readTree(
                send(
                    "POST",
                    "/_msearch",
                    requests.stream().map(body::lines).collect(Collectors.joining())))
            .path("responses");
    for (int at = 0; at < FILTERS; at++) {
      var hits = (SearchAnswer.Hits) SearchAnswer.read(requests.get(at), answers.path(at));
      check(filters.get(at), hits, shown(documents, rule, guarded, callers.get(at)));
    }
    send("DELETE", "/" + NAMES.index(model), "");
    Situation.requireAll();
  }

  /** What a caller may see: by the naive model, and by the check of the document itself. */
  private Map<String, Map<String, @Nullable Object>> shown(
      Map<String, Map<String, @Nullable Object>> documents,
      RandomRule rule,
      Catalog guarded,
      Identity caller) {
    var viewer = new Viewer(guarded, caller);
    var shown = new LinkedHashMap<String, Map<String, @Nullable Object>>();
    documents.forEach(
        (key, values) -> {
          boolean shows = rule.shows(values, caller);
          assertThat(viewer.sees(document(key, values)))
              .describedAs("%s of %s to %s", rule, values, caller)
              .isEqualTo(shows);
          if (shows) {
            shown.put(key, values);
          }
        });
    if (!shown.isEmpty() && shown.size() < documents.size()) {
      Situation.SOME_SHOWN.met();
    }
    return shown;
  }

  private SearchStep step(
      SearchField field, Map<String, @Nullable Object> filter, Set<String> facets, Viewer viewer) {
    var request =
        field.request(
            field.ask(Map.of("filter", filter)),
            Optional.empty(),
            new PageRange(false, 100, null, null),
            new PageSelection(true, false, facets, Set.of()),
            viewer);
    return new SearchStep(request, model, 100, null, null, true);
  }

  private Set<String> facets(Random random) {
    return connection.facets().stream()
        .map(SearchConnection.Facet::name)
        .filter(_ -> random.nextBoolean())
        .collect(Collectors.toSet());
  }

  private void check(
      Map<String, @Nullable Object> filter,
      SearchAnswer.Hits hits,
      Map<String, Map<String, @Nullable Object>> documents) {
    var expected =
        documents.entrySet().stream()
            .filter(entry -> NaiveFilter.meets(filter, entry.getValue()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    assertThat(hits.hits().stream().map(hit -> hit.key().text()).toList())
        .describedAs("%s", filter)
        .isEqualTo(expected);
    assertThat(hits.total()).describedAs("total of %s", filter).isEqualTo(expected.size());
    if (!expected.isEmpty() && expected.size() < documents.size()) {
      Situation.SOME_MATCH.met();
    }
    Situation.count(filter, documents.values());
    for (var facet : connection.facets()) {
      var counted = hits.facets().get(facet.name());
      if (counted != null) {
        checkFacet(facet, counted, filter, documents.values().stream().toList());
      }
    }
  }

  private void checkFacet(
      SearchConnection.Facet facet,
      List<FacetEntry> counted,
      Map<String, @Nullable Object> filter,
      List<Map<String, @Nullable Object>> documents) {
    var others = new LinkedHashMap<>(filter);
    others
        .entrySet()
        .removeIf(
            entry ->
                NaiveFilter.fields(entry.getKey(), entry.getValue()).equals(Set.of(facet.field())));
    var matching =
        documents.stream().filter(document -> NaiveFilter.meets(others, document)).toList();
    assertThat(counted)
        .describedAs("%s of %s", facet, filter)
        .containsExactlyInAnyOrderElementsOf(
            facet.lowerBounds().isEmpty() ? values(facet, matching) : ranges(facet, matching));
    if (facet.lowerBounds().isEmpty()) {
      assertThat(counted).isSortedAccordingTo(Comparator.comparing(entry -> -entry.count()));
    } else {
      Situation.FACET_RANGES.met();
    }
    if (facet.field().equals("tags") && !counted.isEmpty()) {
      Situation.FACET_OF_A_LIST.met();
    }
    if (matching.stream().anyMatch(document -> !NaiveFilter.meets(filter, document))) {
      Situation.FACET_OWN.met();
    }
  }

  private static List<FacetEntry> values(
      SearchConnection.Facet facet, List<Map<String, @Nullable Object>> documents) {
    var counts = new HashMap<Object, Integer>();
    for (var document : documents) {
      NaiveFilter.elements(document.get(facet.field()))
          .distinct()
          .forEach(value -> counts.merge(value, 1, Integer::sum));
    }
    return counts.entrySet().stream()
        .<FacetEntry>map(entry -> new FacetEntry.OfValue(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static List<FacetEntry> ranges(
      SearchConnection.Facet facet, List<Map<String, @Nullable Object>> documents) {
    var ranges = new ArrayList<FacetEntry>();
    var bounds = facet.lowerBounds();
    for (int at = 0; at < bounds.size(); at++) {
      var end = at + 1 < bounds.size() ? bounds.get(at + 1) : null;
      var range = new HashMap<String, @Nullable Object>();
      range.put("gte", bounds.get(at));
      range.put("lt", end);
      var filter = Map.of(facet.field(), range);
      long count = documents.stream().filter(one -> NaiveFilter.meets(filter, one)).count();
      ranges.add(new FacetEntry.OfRange(bounds.get(at), end, (int) count));
    }
    return ranges;
  }

  private void index(Map<String, Map<String, @Nullable Object>> documents) {
    var index = "/" + NAMES.index(model);
    send("PUT", index, IndexMapping.of(model).createIndex(IndexSettings.DEFAULT));
    var search = SearchDocument.of(model);
    var bulk = new StringBuilder();
    documents.forEach(
        (text, values) -> {
          bulk.append("{\"index\":{\"_id\":\"%s\"}}\n".formatted(text))
              .append(new String(search.write(document(text, values)), StandardCharsets.UTF_8))
              .append('\n');
        });
    if (!documents.isEmpty()) {
      send("POST", index + "/_bulk?refresh=true", bulk.toString());
    }
  }

  private Document document(String text, Map<String, @Nullable Object> values) {
    var key = DocumentKey.of("Thing", Long.parseLong(text));
    var canonical = writer.write(key, JSON.writeValueAsBytes(derived(values)));
    return Document.of(model, key, DocumentVersion.of(1, 1), canonical);
  }

  /** A document as a read model's SQL gives it: ids are keys, times are texts. */
  private static Map<String, @Nullable Object> derived(Map<String, @Nullable Object> values) {
    var derived = new LinkedHashMap<>(values);
    if (values.get("ownerId") instanceof String id) {
      derived.put("ownerId", Long.valueOf(GlobalId.decode(id, "Thing").text()));
    }
    if (values.get("day") instanceof Object day) {
      derived.put("day", day.toString());
    }
    if (values.get("moment") instanceof Object moment) {
      derived.put("moment", moment.toString());
    }
    return derived;
  }

  private static String send(String method, String path, String content) {
    var request =
        HttpRequest.newBuilder(URI.create(TestStack.shared().elasticsearch().uri() + path))
            .header(
                "Content-Type",
                path.contains("_bulk") || path.contains("_msearch")
                    ? "application/x-ndjson"
                    : "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(content))
            .build();
    try {
      var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).describedAs(response.body()).isLessThan(300);
      assertThat(response.body()).doesNotContain("\"errors\":true");
      return response.body();
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
