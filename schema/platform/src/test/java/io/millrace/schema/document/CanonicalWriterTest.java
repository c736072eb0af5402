package io.millrace.schema.document;

import static io.millrace.schema.document.Gadgets.canonical;
import static io.millrace.schema.document.Gadgets.field;
import static io.millrace.schema.document.Gadgets.model;
import static io.millrace.schema.document.Gadgets.optional;
import static io.millrace.schema.document.Gadgets.required;
import static io.millrace.schema.document.Gadgets.scalar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schema.catalog.DocumentField.Indexing;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.WireType;
import io.millrace.schema.catalog.WireType.ScalarKind;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalWriterTest {

  private static final String ID = GlobalId.encode(Gadgets.key(1));

  /** What the writer makes of one value of this type, and nothing round it. */
  private static String rewrite(WireType type, String json) {
    return rewrite(model(required("id", new WireType.Id("Gadget")), optional("v", type)), json);
  }

  private static String rewrite(ReadModel model, String json) {
    var document = canonical(model, "{\"v\": " + json + "}");
    var prefix = "{\"id\":\"" + ID + "\",\"v\":";
    assertThat(document).startsWith(prefix).endsWith("}");
    return document.substring(prefix.length(), document.length() - 1);
  }

  private static String rewrite(ScalarKind kind, String json) {
    return rewrite(scalar(kind), json);
  }

  @Nested
  class Objects {

    @Test
    void writesEverySlotInOrderAndNullForWhatIsAbsent() {
      assertThat(
              canonical(
                  Gadgets.MODEL,
                  "{\"name\": \"x\", \"price\": {\"amount\": 1.50, \"currencyCode\": \"GBP\"}}"))
          .isEqualTo(
              """
              {"id":"%s","name":"x","makerId":null,"siteId":null,"state":null,"stock":null,\
              "serial":null,"rating":null,"amount":null,"active":null,"madeAt":null,"soldOn":null,\
              "tags":null,"price":{"amount":"1.5","currencyCode":"GBP"},"parts":null,\
              "notesHead":null}"""
                  .formatted(ID));
    }

    @Test
    void readsKeysInAnyOrderWithAnyWhiteSpace() {
      assertThat(
              canonical(
                  Gadgets.MODEL,
                  "\n{ \"price\" :{\"currencyCode\":\"GBP\" , \"amount\":\t2}\r\n,\"name\":\"x\" } "))
          .contains("\"name\":\"x\"")
          .contains("\"price\":{\"amount\":\"2\",\"currencyCode\":\"GBP\"}");
    }

    @Test
    void refusesAKeyThatJsonHoldsTwice() {
      assertThatThrownBy(() -> canonical(Gadgets.MODEL, "{\"name\" : \"x\", \"name\" : \"y\"}"))
          .isInstanceOf(DocumentMismatchException.class)
          .hasMessageContaining("the key twice");
    }

    @Test
    void isItsOwnFixedPointForScalars() {
      var once = canonical(Gadgets.MODEL, "{\"name\": \"x\", \"amount\": 1.10, \"serial\": 5}");
      var again = canonical(Gadgets.MODEL, once.replace("\"id\":\"" + ID + "\",", ""));
      assertThat(again).isEqualTo(once);
    }

    @Test
    void acceptsAnIdInTheDocumentOnlyWhereItIsTheKeys() {
      assertThat(canonical(Gadgets.MODEL, "{\"id\": 1, \"name\": \"x\"}"))
          .startsWith("{\"id\":\"" + ID + "\",\"name\"");
      assertThatThrownBy(() -> canonical(Gadgets.MODEL, "{\"id\": 2, \"name\": \"x\"}"))
          .hasMessage(
              "Gadget.id: found another id than the key's. Leave 'id' out of the document: it is"
                  + " made from the statement's key columns.");
    }

    @Test
    void servesOneDocumentAfterAnotherEvenAfterAMismatch() {
      var writer = CanonicalWriter.of(Gadgets.MODEL);
      byte[] good = Gadgets.bytes("{\"name\": \"x\", \"parts\": [{\"id\": 1, \"code\": \"a\"}]}");
      byte[] first = writer.write(Gadgets.key(1), good);
      assertThatThrownBy(
              () -> writer.write(Gadgets.key(1), Gadgets.bytes("{\"parts\": [{\"id\": []}]}")))
          .isInstanceOf(DocumentMismatchException.class);
      assertThat(writer.write(Gadgets.key(1), good)).isEqualTo(first);
      assertThat(writer.another().write(Gadgets.key(1), good)).isEqualTo(first);
    }
  }

  @Nested
  class Scalars {

    @ParameterizedTest
    @CsvSource({
      "12.5000, 12.5",
      "0.00, 0",
      "-0.0, 0",
      "-0.001, -0.001",
      "100, 100",
      "1E+3, 1000",
      "1.5e-3, 0.0015",
      "123456789012345678901234567890.000000000000000000001,"
          + " 123456789012345678901234567890.000000000000000000001",
    })
    void decimalsArePlainAndExact(String json, String expected) {
      assertThat(rewrite(ScalarKind.DECIMAL, json)).isEqualTo("\"" + expected + "\"");
      assertThat(rewrite(ScalarKind.DECIMAL, "\"" + json + "\"")).isEqualTo("\"" + expected + "\"");
    }

    @Test
    void wholeNumbersKeepAllTheirDigits() {
      assertThat(rewrite(ScalarKind.LONG, "9223372036854775807"))
          .isEqualTo("\"9223372036854775807\"");
      assertThat(rewrite(ScalarKind.LONG, "-9223372036854775808"))
          .isEqualTo("\"-9223372036854775808\"");
      assertThat(rewrite(ScalarKind.INT, "-2147483648")).isEqualTo("-2147483648");
      assertThat(rewrite(ScalarKind.INT, "3.00")).isEqualTo("3");
    }

    @ParameterizedTest
    @CsvSource({
      "4.50, 4.5",
      "4, 4.0",
      "0.05, 0.05",
      "0.0001, 1.0E-4",
      "123456789.5, 1.234567895E8",
      "-0.0, 0.0",
      "0, 0.0",
      "0.1000000000000000055511151231257827, 0.1",
    })
    void floatsAreWhatAnAnswerWouldSay(String json, String expected) {
      assertThat(rewrite(ScalarKind.FLOAT, json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
      "2026-11-24T08:30:00+00:00, 2026-11-24T08:30:00.000Z",
      "2026-11-24T08:30:00.123999+00:00, 2026-11-24T08:30:00.123Z",
      "2026-11-24 08:30:00.1+00, 2026-11-24T08:30:00.100Z",
      "2026-11-24T08:30:00.12Z, 2026-11-24T08:30:00.120Z",
      "2026-11-24T08:30:00.5, 2026-11-24T08:30:00.500Z",
      "2026-12-31T23:30:00-01:00, 2027-01-01T00:30:00.000Z",
      "2026-11-24T00:00:00+05:30, 2026-11-23T18:30:00.000Z",
      "1850-01-01T00:00:00-00:01:15, 1850-01-01T00:01:15.000Z",
    })
    void timesAreInUtcWithMilliseconds(String text, String expected) {
      assertThat(rewrite(ScalarKind.DATE_TIME, "\"" + text + "\""))
          .isEqualTo("\"" + expected + "\"");
    }

    @ParameterizedTest
    @CsvSource({
      "infinity",
      "20000-01-01T00:00:00+00:00",
      "0044-03-15T00:00:00+00:00 BC",
      "2026-02-29T00:00:00Z",
      "2026-11-24T24:00:00Z",
      "2026-11-24",
      "9999-12-31T23:30:00-01:00",
      "2026-11-24T08:30",
    })
    void timesThatTheWireCannotSayAreRefused(String text) {
      assertThatThrownBy(() -> rewrite(ScalarKind.DATE_TIME, "\"" + text + "\""))
          .hasMessage(
              "Gadget.v: found a string in place of a DateTime. Give a timestamptz of the years 1"
                  + " to 9999 in the statement, or change the field's type in the SDL.");
    }

    @Test
    void datesAreChecked() {
      assertThat(rewrite(ScalarKind.DATE, "\"2024-02-29\"")).isEqualTo("\"2024-02-29\"");
      assertThatThrownBy(() -> rewrite(ScalarKind.DATE, "\"2026-02-29\""))
          .isInstanceOf(DocumentMismatchException.class);
    }
  }

  @Nested
  class Strings {

    @Test
    void escapeOnlyWhatJsonDemands() {
      assertThat(
              rewrite(
                  ScalarKind.STRING,
                  "\"\\u0041\\/\\u001f\\u000a\\n\\\"\\\\\\u2028\u2028\\ud83d\\ude00\\u00e9\u007f\""))
          .isEqualTo("\"A/\\u001F\\n\\n\\\"\\\\\u2028\u2028\ud83d\ude00\u00e9\u007f\"");
    }

    @Test
    void areNotCutOrJoinedAtAnyLength() {
      for (int length = 0; length < 40; length++) {
        var text = "é".repeat(length) + "\\\"" + "x".repeat(length);
        assertThat(rewrite(ScalarKind.STRING, "\"" + text + "\"")).isEqualTo("\"" + text + "\"");
      }
    }

    @ParameterizedTest
    @CsvSource({"\\ud83d", "\\ude00", "\\ud83d\\ud83d", "\\x", "\\u12g4"})
    void ofBrokenUnicodeAreRefused(String text) {
      assertThatThrownBy(() -> rewrite(ScalarKind.STRING, "\"" + text + "\""))
          .isInstanceOf(DocumentMismatchException.class)
          .hasMessageContaining("text that is not JSON");
    }
  }

  @Nested
  class Ids {

    private final WireType part = new WireType.Id("Part");

    @Test
    void standForNumbersStringsAndCompositeKeys() {
      assertThat(rewrite(part, "12"))
          .isEqualTo("\"" + GlobalId.encode(DocumentKey.of("Part", 12)) + "\"");
      assertThat(rewrite(part, "\"a~%\\\"é\\n\""))
          .isEqualTo("\"" + GlobalId.encode(DocumentKey.of("Part", "a~%\"é\n")) + "\"");
      assertThat(rewrite(part, "[\"north\", 7]"))
          .isEqualTo("\"" + GlobalId.encode(DocumentKey.of("Part", "north", 7)) + "\"");
      assertThat(rewrite(part, "null")).isEqualTo("null");
    }

    @Test
    void ofNothingAreRefused() {
      for (var json : new String[] {"[]", "[null]", "true", "{}", "[1, [2]]"}) {
        assertThatThrownBy(() -> rewrite(part, json))
            .isInstanceOf(DocumentMismatchException.class)
            .hasMessageStartingWith("Gadget.v: found ");
      }
    }
  }

  @Nested
  class Mismatches {

    @Test
    void nameAKeyThatTheTypeLacks() {
      assertThatThrownBy(
              () ->
                  canonical(
                      Gadgets.MODEL,
                      "{\"name\": \"x\", \"parts\": [{\"id\": 1, \"code\": \"a\"}, {\"colour\": 1}]}"))
          .hasMessage(
              "Gadget.parts[1].colour: found a key that type Part lacks. Add the field to the SDL"
                  + " (with @inaccessible where it is not public), or take the key out of the"
                  + " statement.")
          .isInstanceOfSatisfying(
              DocumentMismatchException.class,
              mismatch -> assertThat(mismatch.path()).isEqualTo("parts[1].colour"));
    }

    @Test
    void nameNullAndAbsenceInANonNullPlace() {
      assertThatThrownBy(() -> canonical(Gadgets.MODEL, "{\"name\": null}"))
          .hasMessage(
              "Gadget.name: found null in a non-null place. Give a value in the statement"
                  + " (coalesce), or take the '!' off the type in the SDL.");
      assertThatThrownBy(() -> canonical(Gadgets.MODEL, "{}"))
          .hasMessageStartingWith("Gadget.name: found no such key in a non-null place.");
      assertThatThrownBy(
              () -> canonical(Gadgets.MODEL, "{\"name\": \"x\", \"price\": {\"amount\": 1}}"))
          .hasMessageStartingWith("Gadget.price.currencyCode: found no such key");
      assertThatThrownBy(
              () ->
                  canonical(
                      Gadgets.MODEL,
                      "{\"name\": \"x\", \"notesHead\": {\"ids\": [1, null], \"total\": 2}}"))
          .hasMessageStartingWith("Gadget.notesHead.ids[1]: found null");
    }

    @Test
    void nameAWrongKindOfValue() {
      assertThatThrownBy(() -> rewrite(ScalarKind.INT, "\"5\""))
          .hasMessage(
              "Gadget.v: found a string in place of an Int. Give a whole number of 32 bits in the"
                  + " statement, or change the field's type in the SDL.");
      for (var json : new String[] {"2147483648", "1.5", "true", "{}", "[]"}) {
        assertThatThrownBy(() -> rewrite(ScalarKind.INT, json))
            .isInstanceOf(DocumentMismatchException.class);
      }
      assertThatThrownBy(() -> rewrite(ScalarKind.LONG, "9223372036854775808"))
          .isInstanceOf(DocumentMismatchException.class);
      assertThatThrownBy(() -> rewrite(ScalarKind.FLOAT, "1e400"))
          .isInstanceOf(DocumentMismatchException.class);
      assertThatThrownBy(() -> rewrite(ScalarKind.DECIMAL, "1e999999999"))
          .hasMessageContaining("exponent");
      assertThatThrownBy(() -> rewrite(ScalarKind.BOOLEAN, "1"))
          .hasMessageContaining("a number in place of a Boolean");
    }

    @Test
    void nameADecimalWithTooManyPlaces() {
      var model =
          model(
              required("id", new WireType.Id("Gadget")),
              field(
                  "v",
                  scalar(ScalarKind.DECIMAL),
                  false,
                  new Indexing(true, false, null, false, false, 2, null)));
      assertThat(rewrite(model, "1.2300")).isEqualTo("\"1.23\"");
      assertThatThrownBy(() -> rewrite(model, "1.2340"))
          .hasMessage(
              "Gadget.v: found a Decimal with 3 decimal places. Round it to 2 in the statement, or"
                  + " declare a larger scale on the field.");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{\"name\": \"x\"",
          "{\"name\": \"x",
          "{\"name\"",
          "{",
          "''",
          "{\"name\": \"x\"} {}",
          "{\"name\" \"x\"}",
          "{\"name\": \"x\",}",
          "{\"name\": \"x\" \"tags\": []}",
          "{\"name\": \"x\", \"tags\": [}",
          "{\"name\": \"x\\",
          "{\"name\": \"x\", \"active\": nul",
          "[]",
          "null"
        })
    void nameWhatIsNoDocument(String json) {
      assertThatThrownBy(() -> canonical(Gadgets.MODEL, json))
          .isInstanceOf(DocumentMismatchException.class);
    }
  }

  @Test
  void growsWithADocumentThatIsLargerThanItsBuffers() {
    var text = "\u00e4\\n".repeat(700_000);
    var json = "{\"name\": \"" + text + "\"}";
    byte[] canonical = CanonicalWriter.of(Gadgets.MODEL).write(Gadgets.key(1), Gadgets.bytes(json));
    assertThat(new String(canonical, StandardCharsets.UTF_8)).contains("\"name\":\"" + text + "\"");
  }
}
