package io.millrace.api.gate;

import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.OperationDefinition;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A document, parsed and validated, with what was worked out about its operations. */
final class KnownDocument {

  private final PreparsedDocumentEntry entry;
  private final Map<OperationDefinition, OperationNotes> notes = new ConcurrentHashMap<>(1);

  KnownDocument(PreparsedDocumentEntry entry) {
    this.entry = entry;
  }

  PreparsedDocumentEntry entry() {
    return entry;
  }

  /** How many operations the document has. */
  int operations() {
    return entry.getDocument().getDefinitionsOfType(OperationDefinition.class).size();
  }

  /**
   * The notes on one of the document's operations; nodes are equal only where they are the same.
   */
  OperationNotes notes(OperationDefinition operation) {
    return notes.computeIfAbsent(operation, _ -> new OperationNotes());
  }
}
