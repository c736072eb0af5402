package io.millrace.schema.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLScalarType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformScalarsTest {

  private static final GraphQLContext CONTEXT = GraphQLContext.getDefault();

  @Property
  void decimalsComeBackAsTheyWent(
      @ForAll @BigRange(min = "-99999999999999999999", max = "99999999999999999999") @Scale(9)
          BigDecimal value) {
    var text = write(PlatformScalars.DECIMAL, value);
    assertThat((BigDecimal) read(PlatformScalars.DECIMAL, text)).isEqualByComparingTo(value);
    assertThat(write(PlatformScalars.DECIMAL, text)).isEqualTo(text);
    assertThat(text.toString()).matches("-?\\d+(\\.\\d*[1-9])?");
  }

  @Property
  void longsComeBackAsTheyWent(@ForAll long value) {
    var text = write(PlatformScalars.LONG, value);
    assertThat(text).isEqualTo(String.valueOf(value));
    assertThat(read(PlatformScalars.LONG, text)).isEqualTo(value);
    assertThat(literal(PlatformScalars.LONG, new IntValue(BigInteger.valueOf(value))))
        .isEqualTo(value);
  }

  @Property
  void momentsComeBackAsTheyWentToTheMillisecond(
      @ForAll @LongRange(min = -62_167_219_200_000L, max = 253_402_300_799_999L) long millis) {
    var moment = Instant.ofEpochMilli(millis);
    var text = write(PlatformScalars.DATE_TIME, moment);
    assertThat(read(PlatformScalars.DATE_TIME, text)).isEqualTo(moment);
    assertThat(text.toString()).hasSize(24).endsWith("Z");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T08:30:00Z, 2026-11-24T08:30:00.000Z",
    "2026-11-24T10:30:00.5+02:00, 2026-11-24T08:30:00.500Z",
    "2026-11-24t08:30:00.123999z, 2026-11-24T08:30:00.123Z",
  })
  void anyOffsetIsReadAndUtcIsWritten(String given, String written) {
    assertThat(write(PlatformScalars.DATE_TIME, given)).isEqualTo(written);
    assertThat(
            write(PlatformScalars.DATE_TIME, OffsetDateTime.parse(given.toUpperCase(Locale.ROOT))))
        .isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"12.500, 12.5", "1e3, 1000", "-0.0, 0", "100, 100", "0.001, 0.001"})
  void decimalsAreWrittenPlainlyWithoutTrailingZeros(String given, String written) {
    assertThat(write(PlatformScalars.DECIMAL, new BigDecimal(given))).isEqualTo(written);
  }

  @Test
  void numbersAreReadFromTextsNumbersAndLiterals() {
    assertThat(read(PlatformScalars.DECIMAL, "0.10")).isEqualTo(new BigDecimal("0.10"));
    assertThat(read(PlatformScalars.DECIMAL, 3)).isEqualTo(new BigDecimal("3"));
    assertThat(read(PlatformScalars.DECIMAL, 0.1)).isEqualTo(new BigDecimal("0.1"));
    assertThat(literal(PlatformScalars.DECIMAL, new FloatValue(new BigDecimal("0.10"))))
        .isEqualTo(new BigDecimal("0.10"));
    assertThat(literal(PlatformScalars.DECIMAL, StringValue.of("7")))
        .isEqualTo(BigDecimal.valueOf(7));
    assertThat(read(PlatformScalars.LONG, 7)).isEqualTo(7L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1,5", "0x10", "NaN", "1e999999999", "1e-9999", ".", "١"})
  void whatIsNoDecimalIsRefused(String given) {
    assertThatThrownBy(() -> read(PlatformScalars.DECIMAL, given))
        .isInstanceOf(CoercingParseValueException.class)
        .hasMessage("'%s' is not a decimal number such as \"12.50\".".formatted(given));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "1.5", "", "ten"})
  void whatIsNoLongIsRefused(String given) {
    assertThatThrownBy(() -> read(PlatformScalars.LONG, given))
        .isInstanceOf(CoercingParseValueException.class)
        .hasMessageContaining("-9223372036854775808 to 9223372036854775807");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-24",
        "2026-11-24T08:30Z",
        "2026-11-24T08:30:00",
        "2026-02-30T08:30:00Z",
        "2026-11-24T24:30:00Z",
        "0000-01-01T00:00:00+01:00"
      })
  void whatIsNoMomentIsRefused(String given) {
    assertThatThrownBy(() -> literal(PlatformScalars.DATE_TIME, StringValue.of(given)))
        .isInstanceOf(CoercingParseLiteralException.class)
        .hasMessageContaining("is not a moment such as");
  }

  @Test
  void messagesShowNoClassNamesAndNoLongTexts() {
    assertThatThrownBy(() -> read(PlatformScalars.LONG, "x".repeat(10_000)))
        .hasMessageMatching("'x{40}…' is not a whole number .*");
    assertThatThrownBy(() -> write(PlatformScalars.DATE_TIME, new Object()))
        .isInstanceOf(CoercingSerializeException.class)
        .hasMessage("The value is not a moment such as \"2026-11-24T08:30:00Z\".");
    assertThatThrownBy(() -> read(PlatformScalars.DATE_TIME, 5))
        .hasMessage("'5' is not a moment such as \"2026-11-24T08:30:00Z\".");
  }

  @Test
  void datesAreCalendarDates() {
    assertThat(write(PlatformScalars.DATE, LocalDate.of(2026, 11, 24))).isEqualTo("2026-11-24");
    assertThat(read(PlatformScalars.DATE, "2026-11-24")).isEqualTo(LocalDate.of(2026, 11, 24));
  }

  private static Object write(GraphQLScalarType scalar, Object value) {
    return required(scalar.getCoercing().serialize(value, CONTEXT, Locale.ROOT));
  }

  private static Object read(GraphQLScalarType scalar, Object value) {
    return required(scalar.getCoercing().parseValue(value, CONTEXT, Locale.ROOT));
  }

  private static Object literal(GraphQLScalarType scalar, Value<?> value) {
    return required(
        scalar
            .getCoercing()
            .parseLiteral(value, CoercedVariables.emptyVariables(), CONTEXT, Locale.ROOT));
  }

  private static Object required(@Nullable Object value) {
    assertThat(value).isNotNull();
    return Objects.requireNonNull(value);
  }
}
