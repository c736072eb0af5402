package io.millrace.api.gate;

import graphql.ExecutionInput;
import graphql.GraphQLError;
import graphql.execution.UnknownOperationException;
import graphql.execution.ValuesResolver;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.language.NodeUtil;
import io.millrace.api.error.RequestException;
import io.millrace.api.version.VersionedSchemas;
import io.millrace.api.version.Versions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets an operation through to its execution, or refuses it with a reason. It stands where
 * graphql-java asks for a document, the one place that every transport passes and that may wait
 * without holding a thread.
 */
final class OperationGate implements PreparsedDocumentProvider {

  private final DocumentSource documents;
  private final DocumentCache cache;
  private final List<OperationCheck> checks;
  private final VersionedSchemas schemas;

  /**
   * @param schemas what operations are executed against; asked when they are, since the schemas are
   *     built around this gate
   * @param checks in their order
   */
  OperationGate(
      DocumentSource documents,
      DocumentCache cache,
      List<OperationCheck> checks,
      VersionedSchemas schemas) {
    this.documents = documents;
    this.cache = cache;
    this.checks = List.copyOf(checks);
    this.schemas = schemas;
  }

  @Override
  public CompletableFuture<PreparsedDocumentEntry> getDocumentAsync(
      ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> parseAndValidate) {
    return documents
        .find(input)
        .flatMap(found -> admit(input, found, parseAndValidate))
        .onErrorResume(RequestException.class, refusal -> Mono.just(refused(refusal)))
        .toFuture();
  }

  private Mono<PreparsedDocumentEntry> admit(
      ExecutionInput input,
      DocumentSource.Found found,
      Function<ExecutionInput, PreparsedDocumentEntry> parseAndValidate) {
    var text = found.text();
    var version = Versions.of(input.getGraphQLContext());
    var known = cache.find(version, found);
    if (known.isPresent()) {
      return admit(input, found, known.get());
    }
    var entry = parseAndValidate.apply(input.transform(with -> with.query(text)));
    if (entry.hasErrors()) {
      return Mono.just(entry);
    }
    var document = new KnownDocument(entry);
    cache.keep(version, found, document);
    return admit(input, found, document);
  }

  private Mono<PreparsedDocumentEntry> admit(
      ExecutionInput input, DocumentSource.Found found, KnownDocument document) {
    return operation(input, found.text(), document)
        .flatMap(
            operation ->
                Flux.fromIterable(checks)
                    .concatMap(check -> check.check(operation))
                    .then(found.whenAdmitted()))
        .thenReturn(document.entry());
  }

  /**
   * The operation that runs; empty where none does or the variables don't fit, which the execution
   * itself says in full.
   */
  private Mono<Operation> operation(ExecutionInput input, String text, KnownDocument known) {
    var document = known.entry().getDocument();
    var schema = schemas.schema(Versions.of(input.getGraphQLContext()));
    try {
      var found = NodeUtil.getOperation(document, input.getOperationName());
      var definition = found.operationDefinition;
      var variables =
          ValuesResolver.coerceVariableValues(
              schema,
              definition.getVariableDefinitions(),
              input.getRawVariables(),
              input.getGraphQLContext(),
              input.getLocale());
      return Mono.just(
          Operation.of(input, schema, text, document, found, variables, known.notes(definition)));
    } catch (RuntimeException unfit) {
      if (unfit instanceof UnknownOperationException || unfit instanceof GraphQLError) {
        return Mono.empty();
      }
      throw unfit;
    }
  }

  private static PreparsedDocumentEntry refused(RequestException refusal) {
    return new PreparsedDocumentEntry(List.copyOf(refusal.errors()));
  }
}
