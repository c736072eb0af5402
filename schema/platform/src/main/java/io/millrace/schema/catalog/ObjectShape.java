package io.millrace.schema.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of an object in a document, in the order in which the canonical writer writes them. A
 * field's place in that order is its slot.
 */
public final class ObjectShape {

  private final String typeName;
  private final List<DocumentField> fields;
  private final Map<String, Integer> slots;

  public ObjectShape(String typeName, List<DocumentField> fields) {
    this.typeName = typeName;
    this.fields = List.copyOf(fields);
    var byName = new HashMap<String, Integer>();
    for (int slot = 0; slot < fields.size(); slot++) {
      byName.put(fields.get(slot).name(), slot);
    }
    this.slots = Map.copyOf(byName);
  }

  /** The GraphQL type of the object. */
  public String typeName() {
    return typeName;
  }

  /** The fields by slot. */
  public List<DocumentField> fields() {
    return fields;
  }

  /** The slot of a field, or -1 where the document holds no such field. */
  public int slot(String field) {
    return slots.getOrDefault(field, -1);
  }

  /** The field of this name. */
  public Optional<DocumentField> field(String name) {
    int slot = slot(name);
    return slot < 0 ? Optional.empty() : Optional.of(fields.get(slot));
  }

  @Override
  public String toString() {
    return typeName + fields;
  }
}
