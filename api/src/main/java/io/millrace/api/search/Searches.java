package io.millrace.api.search;

import io.millrace.api.read.Dependency;
import io.millrace.api.read.DocumentStore;
import io.millrace.api.read.ReadContext;
import io.millrace.api.read.ReadScope;
import io.millrace.api.read.Store;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.document.Document;
import io.millrace.schema.key.DocumentKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * How fields ask for search pages: all requests of a level go in one {@code _msearch}, and the
 * documents of all their hits are loaded in one batch after it.
 */
public final class Searches {

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
        .<SearchRequest, Found>loader(
            "search", (requests, context) -> search(requests, context).toFuture())
        .load(request)
        .thenApply(Found::orThrow);
  }

  /** What became of one search of a batch: one that fails leaves the others alone. */
  private sealed interface Found {
    record Page(SearchPage page) implements Found {}

    record Failure(RuntimeException reason) implements Found {}

    default SearchPage orThrow() {
      return switch (this) {
        case Page(var page) -> page;
        case Failure(var reason) -> throw reason;
      };
    }
  }

  private Mono<List<Found>> search(List<SearchRequest> requests, ReadContext context) {
    requests.forEach(
        request -> context.dependsOn(new Dependency.OnSearch(request.type(), request.fields())));
    return pointsInTime(requests, context)
        .flatMap(opened -> send(requests, opened, context))
        .map(answer -> SearchAnswer.read(requests, answer))
        .flatMap(answers -> withDocuments(answers, context));
  }

  /** The points in time that have to be opened, by type; all in one wait. */
  private Mono<Map<String, String>> pointsInTime(
      List<SearchRequest> requests, ReadContext context) {
    var types =
        requests.stream()
            .filter(SearchRequest::needsPointInTime)
            .map(SearchRequest::type)
            .collect(Collectors.toSet());
    if (types.isEmpty()) {
      return Mono.just(Map.of());
    }
    context.roundTripTo(Store.ELASTICSEARCH);
    return Flux.fromIterable(types)
        .flatMap(
            type ->
                elasticsearch
                    .openPointInTime(body.pointInTimePath(catalog.readModel(type)))
                    .map(id -> Map.entry(type, id)))
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private Mono<JsonNode> send(
      List<SearchRequest> requests, Map<String, String> opened, ReadContext context) {
    var lines = new StringBuilder();
    for (var request : requests) {
      @Nullable String pointInTime =
          request.needsPointInTime() ? opened.get(request.type()) : request.pointInTime();
      lines.append(body.lines(request, catalog.readModel(request.type()), pointInTime));
    }
    context.roundTripTo(Store.ELASTICSEARCH);
    return elasticsearch.search(lines.toString());
  }

  private Mono<List<Found>> withDocuments(List<SearchAnswer> answers, ReadContext context) {
    var keys =
        answers.stream()
            .flatMap(answer -> answer.hits().stream())
            .map(SearchAnswer.Hit::key)
            .collect(Collectors.toSet());
    return documents
        .load(keys, context)
        .map(loaded -> answers.stream().map(answer -> found(answer, loaded)).toList());
  }

  private static Found found(SearchAnswer answer, Map<DocumentKey, Optional<Document>> documents) {
    if (answer.failure() != null) {
      return new Found.Failure(answer.failure());
    }
    var rows = new ArrayList<SearchPage.Row>();
    for (var hit : answer.hits()) {
      rows.add(
          new SearchPage.Row(
              hit.key(), hit.position(), documents.getOrDefault(hit.key(), Optional.empty())));
    }
    return new Found.Page(new SearchPage(rows, answer.more(), answer.total()));
  }
}
