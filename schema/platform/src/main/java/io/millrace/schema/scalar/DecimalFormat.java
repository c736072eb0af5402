package io.millrace.schema.scalar;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decimals in plain notation without trailing zeros, as documents hold them. */
final class DecimalFormat implements TextFormat<BigDecimal> {

  /** Bounds the digits that {@code 1e999999999} would be written with. */
  private static final int MAX_DIGITS = 1_000;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?\\d{1,%d}(\\.\\d{1,%1$d})?([eE][+-]?\\d{1,4})?".formatted(MAX_DIGITS));

  @Override
  public String expected() {
    return "a decimal number such as \"12.50\"";
  }

  @Override
  public @Nullable BigDecimal read(String text) {
    return NUMBER.matcher(text).matches() ? bounded(new BigDecimal(text)) : null;
  }

  @Override
  public @Nullable BigDecimal convert(Object value) {
    return switch (value) {
      case BigDecimal decimal -> bounded(decimal);
      case BigInteger integer -> new BigDecimal(integer);
      case Number number -> read(number.toString());
      default -> null;
    };
  }

  @Override
  public String write(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  @Override
  public boolean numeric() {
    return true;
  }

  private static @Nullable BigDecimal bounded(BigDecimal value) {
    return Math.abs((long) value.precision() - value.scale()) <= MAX_DIGITS
            && Math.abs((long) value.scale()) <= MAX_DIGITS
        ? value
        : null;
  }
}
