package io.millrace.schema.document;

import io.millrace.schema.catalog.ObjectShape;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A document or an object in it, so that a reader asks for a slot and not for a name in a map.
 *
 * <p>Values decode when they are asked for: {@code String} for strings, ids, enums and times (in
 * their wire form), {@code Integer}, {@code Long}, {@code BigDecimal}, {@code Double}, {@code
 * Boolean}, an unmodifiable {@code List}, or a {@code DocumentObject}.
 */
public sealed interface DocumentObject permits Document, NestedObject {

  /** The fields by slot. */
  ObjectShape shape();

  /** The canonical JSON that the object is part of. Shared: nobody may write to it. */
  byte[] bytes();

  /** Where a slot's value begins in {@link #bytes}. */
  int from(int slot);

  /** Where a slot's value ends in {@link #bytes}, exclusive. */
  int to(int slot);

  /** A slot's value, null where it is null. */
  default @Nullable Object value(int slot) {
    return CanonicalJson.decode(shape().fields().get(slot).type(), bytes(), from(slot), to(slot));
  }

  /**
   * A field's value, null where it is null.
   *
   * @throws IllegalArgumentException when the object holds no such field
   */
  default @Nullable Object value(String field) {
    int slot = shape().slot(field);
    if (slot < 0) {
      throw new IllegalArgumentException(
          "A document's %s holds no field '%s'".formatted(shape().typeName(), field));
    }
    return value(slot);
  }

  /** Whether a slot's value is null, told without decoding it. */
  default boolean isNull(int slot) {
    return bytes()[from(slot)] == 'n';
  }

  /** A slot's value as it goes into an answer: a read-only view of its canonical JSON. */
  default ByteBuffer rawJson(int slot) {
    return ByteBuffer.wrap(bytes(), from(slot), to(slot) - from(slot)).asReadOnlyBuffer();
  }
}
