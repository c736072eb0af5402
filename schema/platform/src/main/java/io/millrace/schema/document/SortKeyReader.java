package io.millrace.schema.document;

import io.millrace.schema.catalog.DocumentField;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.WireType;
import io.millrace.schema.catalog.WireType.ScalarKind;
import org.jspecify.annotations.Nullable;

/** Reads the normalised sort value of one slot. */
final class SortKeyReader {

  private final int slot;
  private final DocumentField field;
  private final boolean text;
  private final IndexedNumbers numbers;

  SortKeyReader(ReadModel model, int slot) {
    this.slot = slot;
    this.field = model.shape().fields().get(slot);
    this.text = SortKeys.isText(field.type());
    this.numbers = new IndexedNumbers(model.type(), field);
    if (!text && !(field.type() instanceof WireType.Scalar)) {
      throw new IllegalArgumentException(
          "%s.%s is a list or an object and can't be sorted by"
              .formatted(model.type(), field.name()));
    }
  }

  @Nullable Object read(Document document, boolean descending) {
    if (document.isNull(slot)) {
      return text ? null : descending ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return text ? text(document) : number(document);
  }

  /** The text's first code points; only for a slot that holds one. */
  String text(Document document) {
    var value = CanonicalJson.string(document.bytes(), document.from(slot), document.to(slot));
    return value.codePointCount(0, value.length()) <= SortKeys.MAX_CODE_POINTS
        ? value
        : value.substring(0, value.offsetByCodePoints(0, SortKeys.MAX_CODE_POINTS));
  }

  /** The number; only for a slot that holds one. */
  long number(Document document) {
    var kind = ((WireType.Scalar) field.type()).kind();
    byte[] json = document.bytes();
    int from = document.from(slot);
    int to = document.to(slot);
    if (kind == ScalarKind.BOOLEAN) {
      return json[from] == 't' ? 1 : 0;
    }
    if (kind == ScalarKind.FLOAT) {
      return sortable(Double.parseDouble(CanonicalJson.text(json, from, to)));
    }
    return numbers.read(kind, json, from, to);
  }

  boolean isText() {
    return text;
  }

  int slot() {
    return slot;
  }

  String name() {
    return field.name();
  }

  /** A whole number that orders like the double (Lucene's NumericUtils does the same). */
  static long sortable(double value) {
    long bits = Double.doubleToLongBits(value);
    return bits ^ (bits >> 63) & Long.MAX_VALUE;
  }
}
