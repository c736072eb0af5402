package io.millrace.api.graphql;

import graphql.GraphQLError;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import io.millrace.api.error.CodedError;
import io.millrace.api.read.DocumentReads;
import io.millrace.api.read.ReadScope;
import io.millrace.api.rule.Viewer;
import io.millrace.schema.catalog.AccessRule;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.document.Document;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@code node(id:)} and {@code nodes(ids:)}: documents of any type by global id. */
record NodeFetcher(String argument, Catalog catalog, DocumentReads documents)
    implements DataFetcher<Object> {

  @Override
  public Object get(DataFetchingEnvironment environment) {
    var scope = ReadScope.of(environment);
    return switch (Objects.requireNonNull(environment.<Object>getArgument(argument))) {
      case List<?> ids -> nodes(ids, scope);
      case Object id -> {
        var key = GlobalId.decode((String) id);
        scope.context().viewer().require(ruleOf(key), key.type());
        yield isNode(key) ? documents.one(key, scope) : Optional.empty();
      }
    };
  }

  private CompletableFuture<DataFetcherResult<List<Optional<Document>>>> nodes(
      List<?> ids, ReadScope scope) {
    var keys = ids.stream().map(id -> GlobalId.decode((String) id)).toList();
    return documents
        .list(keys.stream().filter(this::isNode).toList(), scope)
        .thenApply(
            found ->
                DataFetcherResult.<List<Optional<Document>>>newResult()
                    .data(inOrder(keys, found))
                    .errors(refusals(keys, scope))
                    .build());
  }

  /**
   * Whoever may not read a type is told so of each id of it, whether there is a document or not.
   */
  private List<GraphQLError> refusals(List<DocumentKey> keys, ReadScope scope) {
    var refusals = new ArrayList<GraphQLError>();
    for (int at = 0; at < keys.size(); at++) {
      var type = keys.get(at).type();
      var rule = ruleOf(keys.get(at));
      var path = scope.environment().getExecutionStepInfo().getPath().segment(at);
      scope
          .context()
          .viewer()
          .refusal(rule)
          .ifPresent(
              code -> refusals.add(CodedError.at(path.toList(), code, Viewer.message(rule, type))));
    }
    return refusals;
  }

  private AccessRule ruleOf(DocumentKey key) {
    return catalog.rules().ofType(key.type());
  }

  private List<Optional<Document>> inOrder(List<DocumentKey> keys, List<Optional<Document>> found) {
    var remaining = found.iterator();
    var nodes = new ArrayList<Optional<Document>>(keys.size());
    keys.forEach(key -> nodes.add(isNode(key) ? remaining.next() : Optional.empty()));
    return nodes;
  }

  /** An id of a thing inside a document, such as one that only commands take, is no node's. */
  private boolean isNode(DocumentKey key) {
    return catalog.find(key.type()).isPresent();
  }
}
