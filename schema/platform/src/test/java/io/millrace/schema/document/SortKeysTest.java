package io.millrace.schema.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schema.catalog.Relation.SortKey;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SortKeysTest {

  private static SortKeys order(boolean descending, String... fields) {
    return SortKeys.of(
        Gadgets.MODEL, Arrays.stream(fields).map(field -> new SortKey(field, descending)).toList());
  }

  private static Document named(String name) {
    return Gadgets.document(
        Gadgets.key(1), JsonMapper.shared().writeValueAsString(java.util.Map.of("name", name)));
  }

  @Test
  void valuesAreWhatTheIndexHolds() {
    var document =
        Gadgets.document(
            Gadgets.key(10),
            """
            {"name": "é", "stock": -3, "serial": 9007199254740993, "amount": 1.5, "active": false,
             "madeAt": "1969-12-31T23:59:59.999+00:00", "soldOn": "1970-01-02"}
            """);
    assertThat(
            order(false, "name", "stock", "serial", "amount", "active", "madeAt", "soldOn")
                .values(document))
        .isEqualTo(List.of("é", -3L, 9007199254740993L, 15000L, 0L, -1L, 86_400_000L, "10"));
  }

  @Test
  void whatIsMissingComesLastInBothDirections() {
    var missing = Gadgets.document(Gadgets.key(10), "{\"name\": \"x\"}");
    var present = Gadgets.document(Gadgets.key(11), "{\"name\": \"x\", \"stock\": 0}");
    for (boolean descending : new boolean[] {false, true}) {
      var order = order(descending, "stock");
      assertThat(order.comparator().compare(order.values(present), order.values(missing)))
          .isNegative();
      assertThat(order.values(missing))
          .isEqualTo(List.of(descending ? Long.MIN_VALUE : Long.MAX_VALUE, "10"));
    }
  }

  @Test
  void theKeysTextBreaksTies() {
    var order = order(true, "stock");
    var ten = order.values(Gadgets.document(Gadgets.key(10), "{\"name\": \"x\"}"));
    var nine = order.values(Gadgets.document(Gadgets.key(9), "{\"name\": \"x\"}"));
    assertThat(order.comparator().compare(ten, nine)).isNegative();
    assertThat(order.fields())
        .containsExactly(
            new SortKeys.SortField("sort.stock", true), new SortKeys.SortField("key", false));
  }

  @Test
  void aLongTextSortsByItsFirst256CodePointsHereAndInTheIndex() {
    var long1 = named("\ud83d\ude00".repeat(256) + "a");
    var long2 = named("\ud83d\ude00".repeat(256) + "b");
    var order = order(false, "name");
    assertThat(order.values(long1).getFirst()).isEqualTo("\ud83d\ude00".repeat(256));
    assertThat(order.comparator().compare(order.values(long1), order.values(long2))).isZero();
    var indexed = JsonMapper.shared().readTree(SearchDocument.of(Gadgets.MODEL).write(long1));
    assertThat(indexed.at("/sort/name").stringValue()).isEqualTo(order.values(long1).getFirst());
    assertThat(indexed.at("/doc/name").stringValue()).endsWith("a");
  }

  @Test
  void whatIsNotSortableIsRefused() {
    for (var field : new String[] {"tags", "nothing", "makerId"}) {
      assertThatThrownBy(() -> order(false, field))
          .hasMessage("Gadget.%s is no sortable field of the document".formatted(field));
    }
  }

  @Property
  void textsCompareLikeTheirUtf8(@ForAll String left, @ForAll String right) {
    var a = new String(left.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    var b = new String(right.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    int naive =
        Arrays.compareUnsigned(
            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    assertThat(Integer.signum(SortKeys.compareUtf8(a, b))).isEqualTo(Integer.signum(naive));
  }

  @Test
  void supplementaryCharactersComeAfterAllOthers() {
    assertThat(SortKeys.compareUtf8("\ud83d\ude00", "\uffee")).isPositive();
    assertThat(SortKeys.compareUtf8("\ud83d\ude00", "\ud83d\ude01")).isNegative();
  }

  @Property(tries = 200)
  void decimalsSortAsExactNumbers(
      @ForAll @Size(min = 2, max = 6) List<@Scale(4) BigDecimal> amounts, @ForAll boolean down) {
    var order = order(down, "amount");
    var bounded =
        amounts.stream().map(amount -> amount.remainder(BigDecimal.valueOf(1_000_000))).toList();
    Comparator<BigDecimal> naive = Comparator.naturalOrder();
    var expected =
        bounded.stream().sorted(down ? naive.reversed() : naive).map(Object::toString).toList();
    var sorted =
        bounded.stream()
            .sorted(
                (a, b) -> order.comparator().compare(order.values(with(a)), order.values(with(b))))
            .map(Object::toString)
            .toList();
    assertThat(sorted).isEqualTo(expected);
  }

  private static Document with(BigDecimal amount) {
    return Gadgets.document(
        Gadgets.key(1), "{\"name\": \"x\", \"amount\": %s}".formatted(amount.toPlainString()));
  }

  @Property
  void floatsSortAsNumbers(@ForAll double left, @ForAll double right) {
    assertThat(Long.compare(SortKeyReader.sortable(left), SortKeyReader.sortable(right)))
        .isEqualTo(Double.compare(left, right));
  }
}
