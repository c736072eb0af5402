package io.millrace.api.search;

import io.millrace.api.rule.Visibility;
import io.millrace.schema.document.IndexFields;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A row rule in Elasticsearch's language: part of every query, so that nothing else is counted. */
final class VisibleRows {

  private VisibleRows() {}

  /** What the documents must be like that a caller may see; empty where that is all of them. */
  static Optional<Clause> clause(Visibility visible) {
    return visible.isAll()
        ? Optional.empty()
        : Optional.of(
            Clause.any(visible.admissions().stream().map(VisibleRows::admission).toList()));
  }

  private static Clause admission(Visibility.Admission admission) {
    var field = admission.field().name();
    var query = JsonNodeFactory.instance.objectNode();
    var values = query.putObject("terms").putArray(IndexFields.value(field));
    // In one order, so that equal searches are equal texts.
    admission.values().stream()
        .sorted((one, other) -> one.toString().compareTo(other.toString()))
        .forEach(
            value ->
                values.add(
                    JsonMapper.shared().<tools.jackson.databind.JsonNode>valueToTree(value)));
    return Clause.on(field, query);
  }
}
