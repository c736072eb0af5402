package io.millrace.api.graphql;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import io.millrace.api.identity.Identity;
import io.millrace.api.page.Cursors;
import io.millrace.api.page.DocumentConnection;
import io.millrace.api.page.PageArguments;
import io.millrace.api.page.PageLimits;
import io.millrace.api.read.ReadScope;
import io.millrace.api.rule.Viewer;
import io.millrace.api.search.SearchField;
import io.millrace.api.search.Searches;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A {@code @search}: a page of all documents of a type. */
record SearchFetcher(
    String name, SearchField field, Searches searches, Cursors cursors, PageLimits limits)
    implements DataFetcher<CompletableFuture<DocumentConnection>> {

  @Override
  public CompletableFuture<DocumentConnection> get(DataFetchingEnvironment environment) {
    var page = PageArguments.of(environment, limits);
    var asked = field.ask(environment.getArguments());
    var list = cursors.of(Identity.of(environment.getGraphQlContext()), name, asked.identity());
    var request =
        field.request(
            asked,
            Optional.empty(),
            page.within(list),
            PageSelections.of(environment),
            Viewer.of(environment.getGraphQlContext()));
    return searches
        .page(request, ReadScope.of(environment))
        .thenApply(found -> Pages.of(found, page, list));
  }
}
