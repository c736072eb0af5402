package io.millrace.api.search;

import io.millrace.api.read.Dependency;
import io.millrace.api.read.DocumentStore;
import io.millrace.api.read.ReadContext;
import io.millrace.api.read.ReadScope;
import io.millrace.api.read.Store;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.ReadModel;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How fields ask for search pages: all requests of a level go in one {@code _msearch}, and the
 * documents of all their hits are loaded in one batch after it. Where documents turn out to be
 * gone, the pages that lack them are refilled in the same way, all together.
 */
public final class Searches {

  /** The search of a page and at most three more to refill it. */
  private static final int MOST_SEARCHES = 4;

  private final Catalog catalog;
  private final ElasticsearchHttp elasticsearch;
  private final SearchBody body;
  private final DocumentStore documents;

  Searches(
      Catalog catalog, ElasticsearchHttp elasticsearch, SearchBody body, DocumentStore documents) {
    this.catalog = catalog;
    this.elasticsearch = elasticsearch;
    this.body = body;
    this.documents = documents;
  }

  /** The page that a request asks for. */
  public CompletableFuture<SearchPage> page(SearchRequest request, ReadScope scope) {
    return scope
        .<SearchRequest, GrowingPage>loader(
            "search", (requests, context) -> search(requests, context).toFuture())
        .load(request)
        .thenApply(GrowingPage::page);
  }

  private Mono<List<GrowingPage>> search(List<SearchRequest> requests, ReadContext context) {
    requests.forEach(
        request -> context.dependsOn(new Dependency.OnSearch(request.type(), request.fields())));
    var pages =
        requests.stream()
            .map(request -> new GrowingPage(request, catalog.readModel(request.type())))
            .toList();
    return fill(pages, MOST_SEARCHES, context)
        .then(Mono.fromRunnable(() -> closePointsInTime(pages)))
        .thenReturn(pages);
  }

  /** Searches until every page is full or at the list's end, or the searches are used up. */
  private Mono<Void> fill(List<GrowingPage> pages, int searches, ReadContext context) {
    var open = pages.stream().filter(GrowingPage::isOpen).toList();
    if (open.isEmpty() || searches == 0) {
      return Mono.empty();
    }
    return openPointsInTime(open, context)
        .then(Mono.defer(() -> searchOnce(open, context)))
        .then(Mono.defer(() -> loadDocuments(open, context)))
        .then(Mono.defer(() -> fill(pages, searches - 1, context)));
  }

  /** One point in time for each read model, all in one wait. */
  private Mono<Void> openPointsInTime(List<GrowingPage> pages, ReadContext context) {
    var waiting =
        pages.stream()
            .filter(GrowingPage::needsPointInTime)
            .collect(Collectors.groupingBy(GrowingPage::model));
    if (waiting.isEmpty()) {
      return Mono.empty();
    }
    context.roundTripTo(Store.ELASTICSEARCH);
    return Flux.fromIterable(waiting.entrySet()).flatMap(this::openPointInTime).then();
  }

  private Mono<String> openPointInTime(Map.Entry<ReadModel, List<GrowingPage>> waiting) {
    return elasticsearch
        .openPointInTime(body.pointInTimePath(waiting.getKey()))
        .doOnNext(opened -> waiting.getValue().forEach(page -> page.readIn(opened)));
  }

  private Mono<Void> searchOnce(List<GrowingPage> pages, ReadContext context) {
    var steps = pages.stream().map(GrowingPage::step).toList();
    context.roundTripTo(Store.ELASTICSEARCH);
    return elasticsearch
        .search(steps.stream().map(body::lines).collect(Collectors.joining()))
        .doOnNext(
            answer -> {
              for (int at = 0; at < pages.size(); at++) {
                pages
                    .get(at)
                    .take(SearchAnswer.read(steps.get(at), answer.path("responses").path(at)));
              }
            })
        .then();
  }

  private Mono<Void> loadDocuments(List<GrowingPage> pages, ReadContext context) {
    var keys = pages.stream().flatMap(page -> page.unread().stream()).collect(Collectors.toSet());
    return documents
        .load(keys, context)
        .doOnNext(loaded -> pages.forEach(page -> page.keep(loaded)))
        .then();
  }

  /**
   * Gives back what only the last page of a list needed. Nobody waits for it: one that is left open
   * ends by itself, and one that is missed is opened anew.
   */
  private void closePointsInTime(List<GrowingPage> pages) {
    var done = pointsInTime(pages, true);
    done.removeAll(pointsInTime(pages, false));
    done.forEach(elasticsearch::closePointInTime);
  }

  private static Set<String> pointsInTime(List<GrowingPage> pages, boolean last) {
    return pages.stream()
        .filter(page -> page.isLast() == last)
        .map(GrowingPage::pointInTime)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
