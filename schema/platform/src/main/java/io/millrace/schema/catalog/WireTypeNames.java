package io.millrace.schema.catalog;

/** The names of wire types in SDL. */
final class WireTypeNames {

  private WireTypeNames() {}

  /** The name of a value's type, of its elements' for a list. */
  static String of(WireType type) {
    return switch (type) {
      case WireType.Scalar scalar ->
          switch (scalar.kind()) {
            case STRING -> "String";
            case INT -> "Int";
            case FLOAT -> "Float";
            case BOOLEAN -> "Boolean";
            case LONG -> "Long";
            case DECIMAL -> "Decimal";
            case DATE_TIME -> "DateTime";
            case DATE -> "Date";
          };
      case WireType.Id _ -> "ID";
      case WireType.EnumValue value -> value.enumName();
      case WireType.Nested nested -> nested.shape().typeName();
      case WireType.ListOf list -> of(list.element());
    };
  }
}
