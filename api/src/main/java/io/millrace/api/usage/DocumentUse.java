package io.millrace.api.usage;

import graphql.schema.GraphQLNamedInputType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an operation uses as its document says, whatever its variables are. A field counts as used
 * that {@code @include} leaves out this time: without it the document would not be valid.
 */
final class DocumentUse {

  private final String version;
  private final Set<Element> elements;
  private final List<Element> deprecated;
  private final List<OpenVariable> variables;
  private final Use alone;

  /**
   * A variable whose value uses elements too.
   *
   * @param type of it, or of what its lists hold
   */
  record OpenVariable(String name, GraphQLNamedInputType type) {}

  /**
   * @param version the API version whose schema the document was held against
   * @param elements in the order of the document
   * @param variables those whose values use elements too
   */
  DocumentUse(String version, Set<Element> elements, List<OpenVariable> variables) {
    this.version = version;
    this.elements = new LinkedHashSet<>(elements);
    this.deprecated =
        elements.stream().filter(element -> element.deprecation().isPresent()).toList();
    this.variables = List.copyOf(variables);
    this.alone = new Use(this, Set.of());
  }

  String version() {
    return version;
  }

  Set<Element> elements() {
    return elements;
  }

  List<Element> deprecated() {
    return deprecated;
  }

  List<OpenVariable> variables() {
    return variables;
  }

  /** With variables that use nothing more, as most. */
  Use alone() {
    return alone;
  }
}
