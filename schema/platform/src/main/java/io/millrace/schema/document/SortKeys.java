package io.millrace.schema.document;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.Relation;
import io.millrace.schema.catalog.WireType;
import io.millrace.schema.catalog.WireType.ScalarKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order of documents as values that compare alike here and in Elasticsearch, so that head lists,
 * search pages and cursors agree.
 *
 * <ul>
 *   <li>strings, ids and enums: a {@code String}, its first {@value #MAX_CODE_POINTS} code points,
 *       compared by UTF-8 bytes (collation "C"); null where there is none
 *   <li>everything else: a {@code Long}: whole numbers as they are, a Decimal times 10^scale, a
 *       time in milliseconds since 1970, a date the same at midnight UTC, a boolean 0 or 1, a Float
 *       as its bits in an order that keeps its own; where there is none {@code Long.MAX_VALUE}
 *       (ascending) or {@code Long.MIN_VALUE} (descending), which is what Elasticsearch returns for
 *       {@code "missing": "_last"}
 *   <li>the key's text last, ascending
 * </ul>
 */
public final class SortKeys {

  /** How much of a string sorts: Lucene refuses terms of more than 32,766 bytes. */
  public static final int MAX_CODE_POINTS = 256;

  private final List<SortField> fields = new ArrayList<>();
  private final List<SortKeyReader> readers = new ArrayList<>();

  private SortKeys(ReadModel model, List<Relation.SortKey> order) {
    for (var key : order) {
      int slot = model.shape().slot(key.field());
      if (slot < 0 || !model.shape().fields().get(slot).indexing().sortable()) {
        throw new IllegalArgumentException(
            "%s.%s is no sortable field of the document".formatted(model.type(), key.field()));
      }
      readers.add(new SortKeyReader(model, slot));
      fields.add(new SortField(IndexFields.sort(key.field()), key.descending()));
    }
    fields.add(new SortField(IndexFields.KEY, false));
  }

  /**
   * An order of a read model's documents.
   *
   * @throws IllegalArgumentException when a field of it is not sortable
   */
  public static SortKeys of(ReadModel model, List<Relation.SortKey> order) {
    return new SortKeys(model, order);
  }

  /**
   * A part of the order as Elasticsearch sorts by it, with {@code "missing": "_last"}.
   *
   * @param path the place in the index
   * @param descending the direction
   */
  public record SortField(String path, boolean descending) {}

  /** The parts of the order, the key last. */
  public List<SortField> fields() {
    return List.copyOf(fields);
  }

  /** The values that Elasticsearch returns in {@code sort} for the document in this order. */
  public List<@Nullable Object> values(Document document) {
    var values = new ArrayList<@Nullable Object>(fields.size());
    for (int part = 0; part < readers.size(); part++) {
      values.add(readers.get(part).read(document, fields.get(part).descending()));
    }
    values.add(document.key().text());
    return Collections.unmodifiableList(values);
  }

  /** Compares what {@link #values} gave, or what Elasticsearch returned. */
  public Comparator<List<? extends @Nullable Object>> comparator() {
    return (left, right) -> {
      for (int part = 0; part < fields.size(); part++) {
        int order = compare(left.get(part), right.get(part), fields.get(part).descending());
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  private static int compare(@Nullable Object left, @Nullable Object right, boolean descending) {
    if (left == null || right == null) {
      return Boolean.compare(left == null, right == null);
    }
    int order =
        left instanceof String text
            ? compareUtf8(text, (String) right)
            : Long.compare(((Number) left).longValue(), ((Number) right).longValue());
    return descending ? -order : order;
  }

  /** Compares texts by their UTF-8 bytes, which is by code points. */
  public static int compareUtf8(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int at = 0; at < length; at++) {
      char a = left.charAt(at);
      char b = right.charAt(at);
      if (a != b) {
        // Surrogates stand for what comes after every other character, though their own
        // numbers come before those from U+E000.
        boolean supplementaryA = Character.isSurrogate(a);
        boolean supplementaryB = Character.isSurrogate(b);
        return supplementaryA != supplementaryB ? (supplementaryA ? 1 : -1) : a - b;
      }
    }
    return left.length() - right.length();
  }

  /** Whether values of the type sort (and are indexed) as texts. */
  static boolean isText(WireType type) {
    return switch (type) {
      case WireType.Scalar scalar -> scalar.kind() == ScalarKind.STRING;
      case WireType.Id _, WireType.EnumValue _ -> true;
      case WireType.Nested _, WireType.ListOf _ -> false;
    };
  }
}
