package io.millrace.schema.catalog;

import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the texts that row rules compare fields with, whether a rule says them or a token does: as
 * the value that {@link io.millrace.schema.document.DocumentObject} gives for such a field. Of an
 * id it is the key's text, since an issuer of tokens knows of keys and not of global ids.
 */
public final class ComparedValue {

  private ComparedValue() {}

  /** Whether rules can compare with a field of this type. */
  public static boolean isPossible(WireType type) {
    return switch (element(type)) {
      case WireType.Id _, WireType.EnumValue _ -> true;
      case WireType.Scalar(var kind) ->
          switch (kind) {
            case STRING, INT, LONG, BOOLEAN -> true;
            case FLOAT, DECIMAL, DATE_TIME, DATE -> false;
          };
      case WireType.Nested _, WireType.ListOf _ -> false;
    };
  }

  /** The value that a text means for a field of this type; none where it can't be one. */
  public static Optional<Object> read(WireType type, String text) {
    return switch (element(type)) {
      case WireType.Id(var of) ->
          text.isEmpty()
              ? Optional.empty()
              : Optional.of(GlobalId.encode(new DocumentKey(of, text)));
      case WireType.EnumValue _ -> Optional.of(text);
      case WireType.Scalar(var kind) ->
          switch (kind) {
            case STRING -> Optional.of(text);
            case INT -> number(text, Integer::valueOf);
            case LONG -> number(text, Long::valueOf);
            case BOOLEAN ->
                text.equals("true") || text.equals("false")
                    ? Optional.of(text.equals("true"))
                    : Optional.empty();
            case FLOAT, DECIMAL, DATE_TIME, DATE -> Optional.empty();
          };
      case WireType.Nested _, WireType.ListOf _ -> Optional.empty();
    };
  }

  private static Optional<Object> number(String text, Function<String, Object> read) {
    try {
      return Optional.of(read.apply(text));
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  private static WireType element(WireType type) {
    return type instanceof WireType.ListOf list ? list.element() : type;
  }
}
