package io.millrace.schema.document;

import io.millrace.schema.catalog.DocumentField;
import io.millrace.schema.catalog.ObjectShape;
import io.millrace.schema.catalog.WireType;
import io.millrace.schema.catalog.WireType.ScalarKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An object's shape, prepared for rewriting; shared by writers. */
final class ShapePlan {

  /** How a value is rewritten. */
  enum Kind {
    STRING("a String", "a string"),
    INT("an Int", "a whole number of 32 bits"),
    FLOAT("a Float", "a finite number"),
    BOOLEAN("a Boolean", "true or false"),
    LONG("a Long", "a whole number of 64 bits"),
    DECIMAL("a Decimal", "a number"),
    DATE_TIME("a DateTime", "a timestamptz of the years 1 to 9999"),
    DATE("a Date", "a date of the years 1 to 9999"),
    ID("an ID", "the key's number or string, or an array of them for a composite key"),
    ENUM("an enum", "a string"),
    OBJECT("an object", "a json_build_object"),
    LIST("a list", "a json_agg or json_build_array, coalesced to '[]'::json");

    final String graphql;
    final String sql;

    Kind(String graphql, String sql) {
      this.graphql = graphql;
      this.sql = sql;
    }
  }

  /**
   * A value's type.
   *
   * @param scale the decimal places that a Decimal may have, -1 where it may have any
   * @param idPrefix the bytes of a global id before the key's text
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Value(
      Kind kind,
      boolean nonNull,
      int scale,
      byte[] idPrefix,
      @Nullable ShapePlan object,
      @Nullable Value element) {}

  /**
   * A slot.
   *
   * @param member {@code "name":}
   * @param key {@code name"}, as it stands behind a key's first quote
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Slot(String name, byte[] member, byte[] key, Value value) {}

  private static final byte[] NONE = {};

  final String type;
  final Slot[] slots;

  /**
   * Which slot's key came after each slot's the last time, from place 1; at place 0 which came
   * first. A statement writes its keys in the same order every time, jsonb by their length. Writers
   * of several threads share it without locks: any value is only a guess.
   */
  private final int[] followers;

  ShapePlan(ObjectShape shape) {
    type = shape.typeName();
    slots = shape.fields().stream().map(ShapePlan::slot).toArray(Slot[]::new);
    followers = IntStream.rangeClosed(0, slots.length).toArray();
  }

  private static Slot slot(DocumentField field) {
    Integer scale = field.indexing().scale();
    return new Slot(
        field.name(),
        bytes("\"" + field.name() + "\":"),
        bytes(field.name() + "\""),
        value(field.type(), field.nonNull(), scale == null ? -1 : scale));
  }

  private static Value value(WireType type, boolean nonNull, int scale) {
    return switch (type) {
      case WireType.Scalar scalar ->
          new Value(kind(scalar.kind()), nonNull, scale, NONE, null, null);
      case WireType.Id id -> new Value(Kind.ID, nonNull, scale, bytes(id.of() + ":"), null, null);
      case WireType.EnumValue _ -> new Value(Kind.ENUM, nonNull, scale, NONE, null, null);
      case WireType.Nested nested ->
          new Value(Kind.OBJECT, nonNull, scale, NONE, new ShapePlan(nested.shape()), null);
      case WireType.ListOf list ->
          new Value(
              Kind.LIST,
              nonNull,
              scale,
              NONE,
              null,
              value(list.element(), list.elementNonNull(), scale));
    };
  }

  private static Kind kind(ScalarKind kind) {
    return switch (kind) {
      case STRING -> Kind.STRING;
      case INT -> Kind.INT;
      case FLOAT -> Kind.FLOAT;
      case BOOLEAN -> Kind.BOOLEAN;
      case LONG -> Kind.LONG;
      case DECIMAL -> Kind.DECIMAL;
      case DATE_TIME -> Kind.DATE_TIME;
      case DATE -> Kind.DATE;
    };
  }

  /**
   * The slot whose key begins at {@code at}, or -1. The key that followed the last time is tried
   * first and is nearly always the one.
   *
   * @param before the slot of the key before, -1 for the first
   */
  int match(byte[] json, int at, int before) {
    int guess = followers[before + 1];
    if (guess < slots.length && isKey(guess, json, at)) {
      return guess;
    }
    for (int slot = 0; slot < slots.length; slot++) {
      if (isKey(slot, json, at)) {
        followers[before + 1] = slot;
        return slot;
      }
    }
    return -1;
  }

  private boolean isKey(int slot, byte[] json, int at) {
    byte[] key = slots[slot].key;
    return at + key.length <= json.length
        && Arrays.equals(json, at, at + key.length, key, 0, key.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
