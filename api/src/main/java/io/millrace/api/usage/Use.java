package io.millrace.api.usage;

import graphql.GraphQLContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an operation that was let through uses. */
public final class Use {

  private final DocumentUse document;
  private final Set<Element> byVariables;

  /**
   * @param byVariables what its variables use beyond its document
   */
  Use(DocumentUse document, Set<Element> byVariables) {
    this.document = document;
    this.byVariables = byVariables;
  }

  /** The use by the operation that a context belongs to; empty where that was not let through. */
  public static Optional<Use> of(GraphQLContext context) {
    return context.getOrEmpty(Use.class);
  }

  /** What of it is deprecated, in the order of the document, then of the variables. */
  public List<Element> deprecated() {
    return byVariables.isEmpty()
        ? document.deprecated()
        : Stream.concat(
                document.deprecated().stream(),
                byVariables.stream().filter(element -> element.deprecation().isPresent()))
            .toList();
  }

  DocumentUse document() {
    return document;
  }

  Set<Element> byVariables() {
    return byVariables;
  }
}
