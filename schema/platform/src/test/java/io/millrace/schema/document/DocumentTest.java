package io.millrace.schema.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DocumentTest {

  private static final Document DOCUMENT =
      Gadgets.document(
          Gadgets.key(7),
          """
          {"name": "a, \\"b\\" }] é\\n\\u0001", "siteId": ["north", 7], "state": "ON", "stock": 5,
           "serial": -9223372036854775808, "rating": 4.25, "amount": 12.50, "active": true,
           "madeAt": "2026-11-24T08:30:00.1234+00:00", "soldOn": "2026-11-24",
           "tags": ["x", null, "]"], "price": {"amount": 3.001, "currencyCode": "GBP"},
           "parts": [{"id": 1, "code": "A", "price": {"amount": 1, "currencyCode": "GBP"}}, null],
           "notesHead": {"ids": [1, 2], "total": 14}}
          """);

  private static String id(String type, Object... parts) {
    return GlobalId.encode(DocumentKey.of(type, parts));
  }

  @Test
  void valuesHaveTheTypesThatAnswersAreMadeOf() {
    assertThat(DOCUMENT.id()).isEqualTo(id("Gadget", 7));
    assertThat(DOCUMENT.value("name")).isEqualTo("a, \"b\" }] é\n\u0001");
    assertThat(DOCUMENT.value("makerId")).isNull();
    assertThat(DOCUMENT.value("siteId")).isEqualTo(id("Site", "north", 7));
    assertThat(DOCUMENT.value("state")).isEqualTo("ON");
    assertThat(DOCUMENT.value("stock")).isEqualTo(5);
    assertThat(DOCUMENT.value("serial")).isEqualTo(Long.MIN_VALUE);
    assertThat(DOCUMENT.value("rating")).isEqualTo(4.25);
    assertThat(DOCUMENT.value("amount")).isEqualTo(new BigDecimal("12.5"));
    assertThat(DOCUMENT.value("active")).isEqualTo(true);
    assertThat(DOCUMENT.value("madeAt")).isEqualTo("2026-11-24T08:30:00.123Z");
    assertThat(DOCUMENT.value("soldOn")).isEqualTo("2026-11-24");
    assertThat(DOCUMENT.value("tags")).isEqualTo(Arrays.asList("x", null, "]"));
  }

  @Test
  void objectsAreReadLikeDocuments() {
    var parts = (List<?>) Objects.requireNonNull(DOCUMENT.value("parts"));
    assertThat(parts).hasSize(2).element(1).isNull();
    var part = (DocumentObject) parts.getFirst();
    var price = (DocumentObject) Objects.requireNonNull(part.value("price"));
    assertThat(part.value("code")).isEqualTo("A");
    assertThat(part.value("weight")).isNull();
    assertThat(price.value("amount")).isEqualTo(BigDecimal.ONE);
    assertThat(part)
        .hasToString(
            "{\"id\":\"%s\",\"code\":\"A\",\"price\":{\"amount\":\"1\",\"currencyCode\":\"GBP\"},\"weight\":null}"
                .formatted(id("Part", 1)));
  }

  @Test
  void rawJsonIsTheValueAsItGoesIntoAnAnswer() {
    assertThat(raw("amount")).isEqualTo("\"12.5\"");
    assertThat(raw("makerId")).isEqualTo("null");
    assertThat(raw("price")).isEqualTo("{\"amount\":\"3.001\",\"currencyCode\":\"GBP\"}");
    assertThat(raw("tags")).isEqualTo("[\"x\",null,\"]\"]");
    assertThat(raw("notesHead")).endsWith("\"total\":14}");
  }

  private static String raw(String field) {
    return StandardCharsets.UTF_8.decode(DOCUMENT.rawJson(DOCUMENT.shape().slot(field))).toString();
  }

  @Test
  void idsAndHeadsAreReadDirectly() {
    var shape = DOCUMENT.shape();
    assertThat(DOCUMENT.ids(shape.slot("makerId"))).isEmpty();
    assertThat(DOCUMENT.ids(shape.slot("siteId"))).containsExactly(id("Site", "north", 7));
    assertThat(DOCUMENT.head(shape.slot("notesHead")))
        .contains(new Head(List.of(id("Note", 1), id("Note", 2)), 14));
    assertThat(Gadgets.document(Gadgets.key(7), "{\"name\": \"\"}").head(shape.slot("notesHead")))
        .isEmpty();
  }

  @Test
  void aFieldThatTheDocumentLacksIsNamed() {
    assertThatThrownBy(() -> DOCUMENT.value("colour"))
        .hasMessage("A document's Gadget holds no field 'colour'");
  }

  @Test
  void whatIsNotCanonicalIsRefusedAtOnce() {
    var whole = new String(DOCUMENT.bytes(), StandardCharsets.UTF_8);
    for (var json :
        new String[] {
          "",
          "{",
          "{}",
          "null",
          whole.substring(0, whole.length() - 1),
          whole.replace(",\"stock\":5", "")
        }) {
      assertThatThrownBy(
              () ->
                  Document.of(
                      Gadgets.MODEL, Gadgets.key(7), DocumentVersion.of(1, 1), Gadgets.bytes(json)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
