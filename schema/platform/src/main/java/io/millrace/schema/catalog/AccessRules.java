package io.millrace.schema.catalog;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may read what.
 *
 * @param types what the types that are guarded demand
 * @param fields what the fields that are guarded demand, with everything that leads to the same
 *     value: their own rule, those of their type and of the type they are of, and that of the id
 *     that a relation goes by
 * @param refusing the guarded fields whose rule refuses the operation before it runs, since
 *     selecting them is asking and not reading: those of {@code Query} and {@code Mutation}, facets
 *     and highlights
 * @param rows which rows of the guarded read models are shown, by type
 */
public record AccessRules(
    Map<String, AccessRule> types,
    Map<FieldName, AccessRule> fields,
    Set<FieldName> refusing,
    Map<String, RowRule> rows) {

  /** Everybody may read everything. */
  public static final AccessRules NONE = new AccessRules(Map.of(), Map.of(), Set.of(), Map.of());

  public AccessRules {
    types = Map.copyOf(types);
    fields = Map.copyOf(fields);
    refusing = Set.copyOf(refusing);
    rows = Map.copyOf(rows);
  }

  /** A field of a type. */
  public record FieldName(String type, String field) {
    @Override
    public String toString() {
      return type + "." + field;
    }
  }

  /** What a type demands. */
  public AccessRule ofType(String type) {
    return types.getOrDefault(type, AccessRule.OPEN);
  }

  /** What a field demands. */
  public AccessRule ofField(String type, String field) {
    return fields.isEmpty()
        ? AccessRule.OPEN
        : fields.getOrDefault(new FieldName(type, field), AccessRule.OPEN);
  }

  /** Whether an operation that selects the field is refused where its rule is not met. */
  public boolean refuses(String type, String field) {
    return refusing.contains(new FieldName(type, field));
  }

  /** Which rows of a read model are shown; none where all are. */
  public Optional<RowRule> ofRows(String type) {
    return Optional.ofNullable(rows.get(type));
  }

  /** Whether callers may be shown fewer documents of a type than there are. */
  public boolean hides(String type) {
    return rows.containsKey(type) || types.containsKey(type);
  }
}
