package io.millrace.schema.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A field that leads from a document (or an object in it) to other documents. */
public sealed interface Relation {

  /** The GraphQL type that has the field. */
  String ownerType();

  /** The field's name. */
  String field();

  /** The type of document that it leads to. */
  String target();

  /**
   * The owner holds the other's id.
   *
   * @param by the owner's field with the id or ids
   * @param list whether {@code by} holds a list
   */
  record Ref(String ownerType, String field, String target, String by, boolean list)
      implements Relation {}

  /**
   * The others hold the owner's id.
   *
   * @param by the target's field with the owner's id
   * @param orderBy the default order, without the final tie-break by key text
   * @param head the owner's field with the first ids and the total, null where there is none
   */
  record Refs(
      String ownerType,
      String field,
      String target,
      String by,
      List<SortKey> orderBy,
      @Nullable String head)
      implements Relation {
    public Refs {
      orderBy = List.copyOf(orderBy);
    }
  }

  /** A field to sort by and its direction; nulls come last in both. */
  record SortKey(String field, boolean descending) {}
}
