package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.Planting.Demand;
import io.millrace.api.Planting.Field;
import io.millrace.api.Planting.Listing;
import io.millrace.api.Planting.Sorted;
import io.millrace.api.Planting.Way;
import io.millrace.api.garden.GardenDomain;
import io.millrace.api.garden.GardenStores;
import io.millrace.api.read.Store;
import io.millrace.ops.stack.TestStack;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.key.GlobalId;
import io.millrace.write.derivation.Derivation;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.graphql.ExecutionGraphQlService;

/**
 * Lists of plants are walked page by page while plants come, change and go, and compared with a
 * sorted map. Another seed is tried by changing {@link #SEED}; the situations that a run must have
 * met are counted.
 */
class PagePropertyTest {

  private static final String SORTED_WHOLE = "\uD83D\uDE00".repeat(Planting.SORTED_CODE_POINTS);

  private static final String SEED = "20261125";

  /** What makes paging hard, each to be met in every run. */
  private enum Situation {
    FORWARD,
    BACKWARD,
    RELEVANCE,
    /** A page that further searches completed. */
    REFILLED,
    /** A page that stayed short though there is more. */
    SHORTENED,
    ADDED,
    MOVED,
    REMOVED,
    /** Two plants of a list that only their keys tell apart. */
    TIED,
    /** Two plants of a price whose names differ, though not in the part that sorts. */
    ALIKE,
    HEAD,
    /** A head that names a plant that is gone. */
    TORN_HEAD
  }

  private static final GardenStores STORES =
      new GardenStores(
          TestStack.shared().freshDatabase("pages"),
          TestStack.shared().freshRedis(),
          TestStack.shared().elasticsearch().uri());

  private static @Nullable ConfigurableApplicationContext application;
  private static @Nullable Connection connection;

  @BeforeContainer
  static void start() throws SQLException {
    application =
        new SpringApplicationBuilder(ApiApplication.class, GardenDomain.class)
            .properties("spring.config.name=millrace-api")
            .properties(STORES.addresses())
            .run("--server.port=0");
    connection = STORES.postgres().connect();
    STORES.fill(bean(Catalog.class), bean(Derivation.class));
  }

  @AfterContainer
  static void stop() throws SQLException {
    if (connection != null) {
      connection.close();
    }
    if (application != null) {
      application.close();
    }
  }

  private static <T> T bean(Class<T> type) {
    return Objects.requireNonNull(application).getBean(type);
  }

  private static Answer ask(String document, Map<String, Object> variables) {
    return Answer.of(bean(ExecutionGraphQlService.class), document, variables).complete();
  }

  private static Plot plot(List<Planting> plantings) {
    var plot =
        new Plot(
            STORES,
            Objects.requireNonNull(connection),
            bean(Catalog.class),
            bean(Derivation.class));
    plot.plant(plantings);
    return plot;
  }

  @Property(tries = 70, seed = SEED, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void aDocumentThatDoesNotMoveIsOnExactlyOnePageInBothDirections(
      @ForAll("plantings") List<Planting> plantings,
      @ForAll("listings") Listing listing,
      @ForAll("gaps") Gap gap,
      @ForAll("changes") List<Change> onTheWayThere,
      @ForAll("changes") List<Change> onTheWayBack) {
    var plot = plot(plantings);
    gap.tear(plot, listing);
    countTies(plot, listing);
    new Walk(plot, listing, false, onTheWayThere).walk();
    new Walk(plot, listing, true, onTheWayBack).walk();
    met(
        Map.of(
            Situation.FORWARD,
            150,
            Situation.BACKWARD,
            150,
            Situation.RELEVANCE,
            80,
            Situation.REFILLED,
            40,
            Situation.SHORTENED,
            12,
            Situation.ADDED,
            20,
            Situation.MOVED,
            20,
            Situation.REMOVED,
            40,
            Situation.TIED,
            20,
            Situation.ALIKE,
            15));
  }

  @Property(tries = 40, seed = SEED, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void theHeadIsTheFirstSearchPage(
      @ForAll("plantings") List<Planting> plantings, @ForAll("gaps") Gap gap) {
    var plot = plot(plantings);
    var listing = new Listing(Way.CHILDREN, List.of(), new Demand(List.of(), null, null, null), 5);
    var heads = firstPages(plot, "");
    assertThat(heads.roundTrips(Store.ELASTICSEARCH)).isZero();
    var searches = firstPages(plot, "filter: {kind: [TREE, HERB, FLOWER]}");
    assertThat(searches.roundTrips(Store.ELASTICSEARCH)).isEqualTo(1);
    assertThat(heads.<Object>at("node")).isEqualTo(searches.at("node"));
    Statistics.label("situations").collect(Situation.HEAD);

    if (plot.hasAlikes()) {
      Statistics.label("situations").collect(Situation.ALIKE);
    }

    gap.tear(plot, listing);
    var torn = firstPages(plot, "");
    for (int first = 1; first <= 5; first++) {
      var shown = ids(torn, "node.first" + first);
      assertThat(shown).isEqualTo(plot.of(listing).subList(0, shown.size()));
      if (shown.size() < Math.min(first, plot.of(listing).size())) {
        assertThat(plot.ghostsOf(listing)).isGreaterThanOrEqualTo(4);
        assertThat(torn.<Boolean>at("node.first%d.pageInfo.hasNextPage".formatted(first))).isTrue();
      }
    }
    if (torn.roundTrips(Store.ELASTICSEARCH) > 0) {
      Statistics.label("situations").collect(Situation.TORN_HEAD);
    }
    met(Map.of(Situation.HEAD, 40, Situation.TORN_HEAD, 10, Situation.ALIKE, 10));
  }

  private static Answer firstPages(Plot plot, String arguments) {
    var pages =
        IntStream.rangeClosed(1, 5)
            .mapToObj(
                first ->
                    "first%1$d: plants(first: %1$d, %2$s) { totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage } }"
                        .formatted(first, arguments))
            .collect(Collectors.joining(" "));
    return ask(
        "{ node(id: \"%s\") { ... on Bed { %s } } }".formatted(plot.bedId(), pages), Map.of());
  }

  private static List<Long> ids(Answer answer, String path) {
    return answer.each(path + ".nodes", "id").stream()
        .map(id -> Long.valueOf(GlobalId.decode((String) id).text()))
        .toList();
  }

  private static void met(Map<Situation, Integer> atLeast) {
    Statistics.label("situations")
        .coverage(
            coverage ->
                atLeast.forEach(
                    (situation, least) ->
                        coverage.check(situation).count(count -> count >= least)));
  }

  private static void countTies(Plot plot, Listing listing) {
    if (plot.hasTies(listing)) {
      Statistics.label("situations").collect(Situation.TIED);
    }
    if (plot.hasAlikes()) {
      Statistics.label("situations").collect(Situation.ALIKE);
    }
  }

  /** A walk over all pages of a list. */
  private static final class Walk {

    private static final int MOST_PAGES = 200;

    private final Plot plot;
    private final Listing listing;
    private final boolean backward;
    private final Deque<Change> changes;
    private final Set<Long> still;
    private final List<Long> seen = new ArrayList<>();

    Walk(Plot plot, Listing listing, boolean backward, List<Change> changes) {
      this.plot = plot;
      this.listing = listing;
      this.backward = backward;
      this.changes = new ArrayDeque<>(changes);
      this.still = new LinkedHashSet<>(plot.of(listing));
    }

    void walk() {
      var operation = listing.operation(plot.bedId());
      var variables = new HashMap<String, Object>();
      variables.put(backward ? "last" : "first", listing.size());
      for (int pages = 1; ; pages++) {
        assertThat(pages).isLessThan(MOST_PAGES);
        var page = ask(operation, variables);
        read(page, pages > 1);
        if (!more(page)) {
          break;
        }
        change();
        variables.put(
            backward ? "before" : "after",
            page.at(listing.path() + ".pageInfo." + (backward ? "startCursor" : "endCursor")));
      }
      var unmoved = seen.stream().filter(still::contains).toList();
      if (listing.way() == Way.RELEVANCE) {
        assertThat(unmoved).containsExactlyInAnyOrderElementsOf(still);
      } else {
        assertThat(unmoved).isEqualTo(plot.of(listing).stream().filter(still::contains).toList());
      }
    }

    private boolean more(Answer page) {
      return page.<Boolean>at(
          listing.path() + ".pageInfo." + (backward ? "hasPreviousPage" : "hasNextPage"));
    }

    private void read(Answer page, boolean further) {
      var shown = ids(page, listing.path());
      assertThat(shown).hasSizeLessThanOrEqualTo(listing.size()).doesNotHaveDuplicates();
      assertThat(shown).allMatch(plot::lives, "lives");
      assertThat(
              page.<Boolean>at(
                  listing.path() + ".pageInfo." + (backward ? "hasNextPage" : "hasPreviousPage")))
          .isEqualTo(further);
      if (!further && listing.way() != Way.CHILDREN) {
        assertThat(page.<Integer>at(listing.path() + ".totalCount").longValue())
            .isEqualTo(plot.of(listing).size() + plot.ghostsOf(listing));
      }
      seen.addAll(backward ? 0 : seen.size(), shown);
      collect(backward ? Situation.BACKWARD : Situation.FORWARD);
      if (listing.way() == Way.RELEVANCE) {
        collect(Situation.RELEVANCE);
      }
      var opened = listing.way() == Way.RELEVANCE && !further ? 1 : 0;
      if (shown.size() < listing.size() && more(page)) {
        // Each of four searches met a gone document at least.
        assertThat(page.roundTrips(Store.ELASTICSEARCH)).isEqualTo(4 + opened);
        collect(Situation.SHORTENED);
      } else if (shown.size() == listing.size()
          && page.roundTrips(Store.ELASTICSEARCH) > 1 + opened) {
        collect(Situation.REFILLED);
      }
    }

    private void change() {
      if (!changes.isEmpty()) {
        still.removeAll(changes.pop().apply(plot));
      }
    }
  }

  private static void collect(Situation situation) {
    Statistics.label("situations").collect(situation);
  }

  /** What happens to a bed between two pages. */
  private record Change(Kind kind, int pick, Planting planting) {

    enum Kind {
      NOTHING,
      ADD,
      MOVE,
      REMOVE,
      REMOVE_AND_FORGET
    }

    /** Changes the bed; the plants concerned. */
    Set<Long> apply(Plot plot) {
      if (kind == Kind.NOTHING || (plot.living().isEmpty() && kind != Kind.ADD)) {
        return Set.of();
      }
      if (kind == Kind.ADD) {
        collect(Situation.ADDED);
        return new HashSet<>(plot.plant(List.of(planting)));
      }
      long plant = plot.living().get(pick % plot.living().size());
      if (kind == Kind.MOVE) {
        plot.change(plant, planting);
        collect(Situation.MOVED);
        return Set.of(plant);
      }
      plot.remove(Set.of(plant));
      if (kind == Kind.REMOVE_AND_FORGET) {
        plot.forget(plant);
      }
      collect(Situation.REMOVED);
      return Set.of(plant);
    }
  }

  /** Plants beside each other that are removed before a walk, while the index still has them. */
  private record Gap(int from, int length) {

    void tear(Plot plot, Listing listing) {
      var order = plot.of(listing);
      int begin = Math.min(from, order.size());
      plot.remove(order.subList(begin, Math.min(begin + length, order.size())));
    }
  }

  @Provide
  Arbitrary<List<Planting>> plantings() {
    return planting().list().ofMaxSize(24).withSizeDistribution(RandomDistribution.uniform());
  }

  @Provide
  Arbitrary<Gap> gaps() {
    return Combinators.combine(
            Arbitraries.of(0, 1, 2, 4, 7), Arbitraries.of(0, 1, 2, 3, 5, 8, 12, 16))
        .as(Gap::new);
  }

  @Provide
  Arbitrary<Listing> listings() {
    var sorted =
        Combinators.combine(Arbitraries.of(Field.values()), Arbitraries.of(true, false))
            .as(Sorted::new);
    return Combinators.combine(
            Arbitraries.of(Way.values()),
            sorted.list().uniqueElements(Sorted::field).ofMaxSize(3),
            demands(),
            Arbitraries.of(1, 1, 2, 2, 3, 4, 6))
        .as(Listing::new);
  }

  private static Arbitrary<Demand> demands() {
    var none = Arbitraries.just(new Demand(List.of(), null, null, null));
    var some =
        Combinators.combine(
                Arbitraries.of("TREE", "HERB", "FLOWER").list().uniqueElements().ofMaxSize(2),
                Arbitraries.of(true, false).injectNull(0.7),
                prices().injectNull(0.7),
                Arbitraries.of(0.0, 0.5, 1.25).injectNull(0.7))
            .as(Demand::new);
    return Arbitraries.frequencyOf(Tuple.of(2, none), Tuple.of(1, some));
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    return Combinators.combine(
            Arbitraries.of(Change.Kind.values()),
            Arbitraries.integers().between(0, 1000),
            planting())
        .as(Change::new)
        .list()
        .ofMaxSize(8)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  private static Arbitrary<Planting> planting() {
    // Few values, so that many are equal; U+E000 sorts before U+1F600, though not in UTF-16.
    var shortNames =
        Arbitraries.of("", "a", "B", "b", "é", "Ω", "\uE000", "\uD83D\uDE00", " ", "\"")
            .list()
            .ofMaxSize(2)
            .map(parts -> String.join("", parts));
    // What is behind the part that sorts must not.
    var longNames = Arbitraries.of("", "a", "b").map(end -> SORTED_WHOLE + end);
    var names = Arbitraries.frequencyOf(Tuple.of(2, shortNames), Tuple.of(1, longNames));
    var moments =
        Arbitraries.of(-1_000L, 0L, 1L, 999L, 1_000L, 86_400_000_000L)
            .map(micros -> Instant.parse("2026-01-01T00:00:00Z").plusNanos(micros * 1_000));
    return Combinators.combine(
            names,
            prices().injectNull(0.3),
            Arbitraries.of(-2.5, 0.0, 0.5, 1.25, 1e9).injectNull(0.3),
            moments,
            Arbitraries.of("TREE", "HERB", "FLOWER"),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(1, 4))
        .as(Planting::new);
  }

  private static Arbitrary<BigDecimal> prices() {
    return Arbitraries.of("-1.50", "0.00", "0.01", "2.50", "9999999999.99").map(BigDecimal::new);
  }
}
