package io.millrace.api.graphql;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import io.millrace.api.identity.Identity;
import io.millrace.api.page.CursorScope;
import io.millrace.api.page.Cursors;
import io.millrace.api.page.DocumentConnection;
import io.millrace.api.page.DocumentConnection.Edge;
import io.millrace.api.page.PageArguments;
import io.millrace.api.page.PageLimits;
import io.millrace.api.page.Position;
import io.millrace.api.read.DocumentReads;
import io.millrace.api.read.ReadScope;
import io.millrace.api.rule.Viewer;
import io.millrace.api.search.SearchField;
import io.millrace.api.search.Searches;
import io.millrace.schema.catalog.Relation.Refs;
import io.millrace.schema.document.Document;
import io.millrace.schema.document.Head;
import io.millrace.schema.document.SortKeys;
import io.millrace.schema.key.GlobalId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A {@code @refs}: the documents that hold this one's id. The usual first page is in the document's
 * head list and costs no search; any other page, order or filter is searched for.
 */
final class RefsFetcher implements DataFetcher<CompletableFuture<DocumentConnection>> {

  private final Refs relation;
  private final int headSlot;
  private final SearchField field;
  private final SortKeys defaultOrder;
  private final DocumentReads documents;
  private final Searches searches;
  private final Cursors cursors;
  private final PageLimits limits;

  /**
   * @param headSlot the owner's slot with the head list, -1 where it has none
   */
  RefsFetcher(
      Refs relation,
      int headSlot,
      SearchField field,
      DocumentReads documents,
      Searches searches,
      Cursors cursors,
      PageLimits limits) {
    this.relation = relation;
    this.headSlot = headSlot;
    this.field = field;
    this.defaultOrder = SortKeys.of(field.model(), relation.orderBy());
    this.documents = documents;
    this.searches = searches;
    this.cursors = cursors;
    this.limits = limits;
  }

  @Override
  public CompletableFuture<DocumentConnection> get(DataFetchingEnvironment environment) {
    var owner = Objects.requireNonNull(environment.<Document>getSource());
    var page = PageArguments.of(environment, limits);
    var asked = field.ask(environment.getArguments());
    var list =
        cursors.of(
            Identity.of(environment.getGraphQlContext()),
            relation.ownerType() + "." + relation.field(),
            owner.id(),
            asked.identity());
    return head(owner)
        .filter(_ -> page.isFirst() && asked.isPlain(relation.orderBy()))
        .filter(head -> holds(head, page))
        .filter(_ -> showsAll(owner, environment))
        .filter(_ -> PageSelections.of(environment).facets().isEmpty())
        .map(
            head ->
                fromHead(head, page, list, ReadScope.of(environment))
                    .thenCompose(
                        found ->
                            isShort(found, page)
                                ? fromSearch(owner, page, asked, list, environment)
                                : CompletableFuture.completedFuture(found)))
        .orElseGet(() -> fromSearch(owner, page, asked, list, environment));
  }

  private Optional<Head> head(Document owner) {
    return headSlot < 0 ? Optional.empty() : owner.head(headSlot);
  }

  private static boolean holds(Head head, PageArguments page) {
    return page.size() <= head.ids().size() || head.total() <= head.ids().size();
  }

  /**
   * Whether the caller may see all children that a head counts: there is no rule, or it shows a
   * child for holding the very id that makes it this document's.
   */
  private boolean showsAll(Document owner, DataFetchingEnvironment environment) {
    var visible = Viewer.of(environment.getGraphQlContext()).of(relation.target());
    return visible.isAll()
        || visible.admissions().stream()
            .anyMatch(
                admission ->
                    admission.field().name().equals(relation.by())
                        && admission.values().contains(owner.id()));
  }

  /** Children are gone that the head names, though there are more to take their places. */
  private static boolean isShort(DocumentConnection found, PageArguments page) {
    return found.edges().size() < page.size() && found.pageInfo().hasNextPage();
  }

  private CompletableFuture<DocumentConnection> fromHead(
      Head head, PageArguments page, CursorScope list, ReadScope scope) {
    var ids = head.ids().subList(0, Math.min(page.size(), head.ids().size()));
    return documents
        .list(ids.stream().map(GlobalId::decode).toList(), scope)
        .thenApply(
            children ->
                Pages.of(edges(children, list), head.total(), head.total() > ids.size(), list));
  }

  /** The children that are still there: a head may name one that is gone since. */
  private List<Edge> edges(List<Optional<Document>> children, CursorScope list) {
    return children.stream()
        .flatMap(Optional::stream)
        .map(child -> new Edge(child, new Position(defaultOrder.values(child), null), list, null))
        .toList();
  }

  private CompletableFuture<DocumentConnection> fromSearch(
      Document owner,
      PageArguments page,
      SearchField.Asked asked,
      CursorScope list,
      DataFetchingEnvironment environment) {
    var request =
        field.request(
            asked,
            Optional.of(new SearchField.HeldBy(relation.by(), owner.id())),
            page.within(list),
            PageSelections.of(environment),
            Viewer.of(environment.getGraphQlContext()));
    return searches
        .page(request, ReadScope.of(environment))
        .thenApply(found -> Pages.of(found, page, list));
  }
}
