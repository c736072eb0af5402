package io.millrace.schema.scalar;

import org.jspecify.annotations.Nullable;

/** How a scalar that is a string in JSON is read and written. */
interface TextFormat<T> {

  /** What a client is told that it should have written. */
  String expected();

  /** The value that a client's text means, or null where it means none. */
  @Nullable T read(String text);

  /** The value as a Java object of another type, or null where it is none. */
  @Nullable T convert(Object value);

  /** The canonical text. */
  String write(T value);

  /** Whether a client may write it as a number, too. */
  default boolean numeric() {
    return false;
  }
}
