package io.millrace.schema.scalar;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whole numbers of 64 bits. */
final class LongFormat implements TextFormat<Long> {

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,19}");

  @Override
  public String expected() {
    return "a whole number from -9223372036854775808 to 9223372036854775807";
  }

  @Override
  public @Nullable Long read(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return null;
    }
    var value = new BigInteger(text);
    return value.bitLength() < Long.SIZE ? value.longValue() : null;
  }

  @Override
  public @Nullable Long convert(Object value) {
    return value instanceof Number number ? read(number.toString()) : null;
  }

  @Override
  public String write(Long value) {
    return value.toString();
  }

  @Override
  public boolean numeric() {
    return true;
  }
}
