package io.millrace.api.search;

import io.millrace.schema.catalog.DocumentField;
import io.millrace.schema.catalog.WireType;
import io.millrace.schema.catalog.WireType.ScalarKind;
import io.millrace.schema.document.IndexFields;
import io.millrace.schema.key.GlobalId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Turns a coerced argument into what the index holds of such a value: a Decimal as a whole number
 * of its scale, a time as milliseconds.
 */
final class IndexedValue {

  private static final long DAY_MILLIS = 86_400_000;

  private final WireType type;
  private final int scale;

  IndexedValue(DocumentField field) {
    this.type = elementOf(field.type());
    this.scale = Objects.requireNonNullElse(field.indexing().scale(), 0);
  }

  /**
   * The value that equal documents have in the index; empty where none can be equal.
   *
   * @throws io.millrace.schema.key.InvalidGlobalIdException for an id of another type
   */
  Optional<Object> exact(Object argument) {
    if (type instanceof WireType.Id(var of)) {
      return Optional.of(GlobalId.encode(GlobalId.decode((String) argument, of)));
    }
    if (argument instanceof BigDecimal decimal && decimal.stripTrailingZeros().scale() > scale) {
      return Optional.empty();
    }
    return Optional.of(bound(argument, RoundingMode.UNNECESSARY));
  }

  /** The least value in the index that is not below the argument. */
  Object atLeast(Object argument) {
    return bound(argument, RoundingMode.CEILING);
  }

  /** The greatest value in the index that is not above the argument. */
  Object atMost(Object argument) {
    return bound(argument, RoundingMode.FLOOR);
  }

  /** The value that a key of the index stands for, as the field's scalar takes it. */
  Object read(JsonNode key) {
    return type instanceof WireType.Scalar(var kind)
        ? switch (kind) {
          case INT -> key.asInt();
          case LONG -> key.asLong();
          case FLOAT -> key.asDouble();
          case DECIMAL -> BigDecimal.valueOf(key.asLong(), scale);
          case BOOLEAN -> key.asInt() == 1;
          case DATE_TIME -> Instant.ofEpochMilli(key.asLong());
          case DATE -> LocalDate.ofEpochDay(Math.floorDiv(key.asLong(), DAY_MILLIS));
          case STRING -> key.asString();
        }
        : key.asString();
  }

  private Object bound(Object argument, RoundingMode rounding) {
    return switch (argument) {
      case BigDecimal decimal when isDecimal() -> IndexFields.scaled(decimal, scale, rounding);
      case Instant moment -> moment.toEpochMilli();
      case Integer number -> number;
      case Long number -> number;
      // -0.0 is 0.0 to everybody but Lucene.
      case Double number -> number + 0.0;
      case Boolean truth -> truth;
      default -> argument.toString();
    };
  }

  private boolean isDecimal() {
    return type instanceof WireType.Scalar(var kind) && kind == ScalarKind.DECIMAL;
  }

  private static WireType elementOf(WireType type) {
    return type instanceof WireType.ListOf list ? elementOf(list.element()) : type;
  }
}
