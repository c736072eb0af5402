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
 * of a field, and found out once.
 */
final class PageSelections {

  private final Map<Selected, PageSelection> selections = new ConcurrentHashMap<>();

  /**
   * Where an operation selects a field: nodes of its document, which equal nothing but themselves.
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
    var parts = selected.getImmediateFields();
    var edges = within(parts, "edges");
    var pageInfo = names(within(parts, "pageInfo"));
    return new PageSelection(
        names(parts).contains("totalCount"),
        names(edges).contains("cursor")
            || pageInfo.contains("endCursor")
            || pageInfo.contains("startCursor"),
        names(within(parts, "facets")),
        names(within(edges, "highlights")));
  }

  /** What is selected of the fields of this name. */
  private static List<SelectedField> within(List<SelectedField> fields, String name) {
    return fields.stream()
        .filter(field -> field.getName().equals(name))
        .flatMap(field -> field.getSelectionSet().getImmediateFields().stream())
        .toList();
  }

  private static Set<String> names(List<SelectedField> fields) {
    return fields.stream().map(SelectedField::getName).collect(Collectors.toSet());
  }
}
