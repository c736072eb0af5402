package io.millrace.api.graphql;

import graphql.language.Field;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.DataFetchingFieldSelectionSet;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.SelectedField;
import io.millrace.api.search.PageSelection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Which parts of their connections an operation's fields select. That is the same for all parents
 * of a field, and found out once, since graphql-java matches each name as a file system's glob.
 */
final class PageSelections {

  private final Map<Selected, PageSelection> selections = new ConcurrentHashMap<>();

  /**
   * Where an operation selects a field; the nodes are compared by what they are, not how they look.
   */
  private record Selected(List<Field> nodes, GraphQLFieldDefinition field) {}

  /** What the operation under way selects of the connection that is to be fetched. */
  static PageSelection of(DataFetchingEnvironment environment) {
    PageSelections known =
        environment
            .getGraphQlContext()
            .computeIfAbsent(PageSelections.class, _ -> new PageSelections());
    return known.selections.computeIfAbsent(
        new Selected(environment.getMergedField().getFields(), environment.getFieldDefinition()),
        _ -> read(environment.getSelectionSet()));
  }

  private static PageSelection read(DataFetchingFieldSelectionSet selected) {
    return new PageSelection(
        selected.contains("totalCount"),
        selected.containsAnyOf("edges/cursor", "pageInfo/endCursor", "pageInfo/startCursor"),
        names(selected, "facets/*"),
        names(selected, "edges/highlights/*"));
  }

  private static Set<String> names(DataFetchingFieldSelectionSet selected, String pattern) {
    return selected.getFields(pattern).stream()
        .map(SelectedField::getName)
        .collect(Collectors.toSet());
  }
}
