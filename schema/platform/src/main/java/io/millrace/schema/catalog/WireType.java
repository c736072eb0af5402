package io.millrace.schema.catalog;

import java.util.Optional;

/** The type of a value in a document, as it stands on the wire. */
public sealed interface WireType {

  /** How a value of a scalar type is written. */
  enum ScalarKind {
    STRING,
    INT,
    FLOAT,
    BOOLEAN,
    /** A whole number of 64 bits, quoted. */
    LONG,
    /** An exact decimal, plain notation without trailing zeros, quoted. */
    DECIMAL,
    /** UTC with milliseconds, {@code 2026-11-24T08:30:00.000Z}. */
    DATE_TIME,
    /** {@code 2026-11-24}. */
    DATE
  }

  /** A scalar of the platform. */
  record Scalar(ScalarKind kind) implements WireType {}

  /**
   * An id, kept as a global id.
   *
   * @param of the type of document that it names
   */
  record Id(String of) implements WireType {}

  /** A value of a GraphQL enum. */
  record EnumValue(String enumName) implements WireType {}

  /** An object that the document contains. */
  record Nested(ObjectShape shape) implements WireType {}

  /**
   * A list.
   *
   * @param elementNonNull whether the SDL forbids null as an element
   */
  record ListOf(WireType element, boolean elementNonNull) implements WireType {}

  /** The shape of the nested object, or of a list's elements where they are objects. */
  default Optional<ObjectShape> nestedShape() {
    return switch (this) {
      case Nested nested -> Optional.of(nested.shape());
      case ListOf list -> list.element().nestedShape();
      case Scalar _, Id _, EnumValue _ -> Optional.empty();
    };
  }
}
