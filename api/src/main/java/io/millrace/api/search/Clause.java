package io.millrace.api.search;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that documents must be like.
 *
 * @param fields the documents' fields that it asks about
 * @param query the Elasticsearch query that those documents match
 */
record Clause(Set<String> fields, JsonNode query) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  Clause {
    fields = Set.copyOf(fields);
  }

  /** A clause about one field. */
  static Clause on(String field, JsonNode query) {
    return new Clause(Set.of(field), query);
  }

  /** All of them hold; empty where there are none, which demands nothing. */
  static Optional<Clause> all(List<Clause> clauses) {
    return switch (clauses.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(clauses.getFirst());
      default -> Optional.of(new Clause(fields(clauses), bool("filter", clauses)));
    };
  }

  /** One of them holds; nothing matches where there are none. */
  static Clause any(List<Clause> clauses) {
    if (clauses.isEmpty()) {
      var nothing = JSON.objectNode();
      nothing.putObject("match_none");
      return new Clause(Set.of(), nothing);
    }
    return new Clause(fields(clauses), bool("should", clauses));
  }

  /** It does not hold. */
  Clause not() {
    return new Clause(fields, bool("must_not", List.of(this)));
  }

  /** One nested document at the path meets it. */
  Clause ofOneAt(String path) {
    var clause = JSON.objectNode();
    clause.putObject("nested").put("path", path).set("query", query);
    return new Clause(fields, clause);
  }

  /** The queries as the elements of an array. */
  static ArrayNode queries(List<Clause> clauses) {
    var queries = JSON.arrayNode();
    clauses.forEach(clause -> queries.add(clause.query));
    return queries;
  }

  private static ObjectNode bool(String how, List<Clause> clauses) {
    var query = JSON.objectNode();
    query.putObject("bool").set(how, queries(clauses));
    return query;
  }

  private static Set<String> fields(List<Clause> clauses) {
    var fields = new HashSet<String>();
    clauses.forEach(clause -> fields.addAll(clause.fields));
    return fields;
  }
}
