package io.millrace.schema.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.Gadgets;
import io.millrace.schema.key.DocumentKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StoreNamesTest {

  private static final ReadModel MODEL = Gadgets.MODEL;
  private static final StoreNames NAMES = StoreNames.of(StoreNames.DEFAULT_PREFIX);

  @Test
  void namesSaySourceModelHashBucketAndKey() {
    var key = DocumentKey.of("Gadget", 42);
    assertThat(NAMES.document(MODEL, key)).isEqualTo("millrace:main:Gadget:0123456789ab:{96}:d:42");
    assertThat(NAMES.unique(MODEL, MODEL.uniqueKeys().getFirst(), List.of("a~b", "c")))
        .isEqualTo("millrace:main:Gadget:0123456789ab:{58}:u:name:a%7Eb~c");
    assertThat(NAMES.liveCount(MODEL, new Bucket(10)))
        .isEqualTo("millrace:main:Gadget:0123456789ab:{0a}:n");
    assertThat(NAMES.tombstones(MODEL, new Bucket(255)))
        .isEqualTo("millrace:main:Gadget:0123456789ab:{ff}:t");
    assertThat(NAMES.applied(new Bucket(0))).isEqualTo("millrace:main:0:{00}:applied");
    assertThat(NAMES.incarnation(new Bucket(0))).isEqualTo("millrace:main:0:{00}:incarnation");
    assertThat(NAMES.changes()).isEqualTo("{millrace:main:0}:changes");
    assertThat(NAMES.generation()).isEqualTo("{millrace:main:0}:generation");
    assertThat(NAMES.index(MODEL)).isEqualTo("millrace-main-gadget-0123456789ab");
    assertThat(NAMES.alias(MODEL)).isEqualTo("millrace-main-gadget");
  }

  @Test
  void keysAreSpreadEvenlyOverTheBuckets() {
    var filled = new int[Bucket.COUNT];
    IntStream.range(0, 256_000)
        .forEach(number -> filled[NAMES.bucket(DocumentKey.of("Gadget", number)).number()]++);
    assertThat(Arrays.stream(filled).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(700, 1300));
  }

  @Test
  void bucketsAreSpreadEvenlyOverACluster() {
    var shards = new int[4];
    IntStream.range(0, Bucket.COUNT)
        .forEach(number -> shards[slot("%02x".formatted(number)) * 4 / 16384]++);
    assertThat(Arrays.stream(shards).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(40, 90));
  }

  /** CRC-16/XMODEM modulo 16384, as the Redis cluster specification says. */
  private static int slot(String tag) {
    int crc = 0;
    for (char character : tag.toCharArray()) {
      crc ^= character << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
      }
    }
    return (crc & 0xffff) % 16384;
  }

  @Test
  void indexNamesAreLowerCaseAndReadable() {
    assertThat(IndexNames.lowerCase("Product")).isEqualTo("product");
    assertThat(IndexNames.lowerCase("OrderLine2")).isEqualTo("order_line2");
    assertThat(IndexNames.lowerCase("SKU")).isEqualTo("s_k_u");
    assertThat(IndexNames.lowerCase("order_Line")).isEqualTo("_order___line");
  }

  @Property
  void differentTypesNeverShareAnIndexName(
      @ForAll("types") String left, @ForAll("types") String right) {
    var a = IndexNames.lowerCase(left);
    var b = IndexNames.lowerCase(right);
    assertThat(a.equals(b)).isEqualTo(left.equals(right));
    assertThat(a).matches("[a-z0-9_]+");
  }

  @Provide
  Arbitrary<String> types() {
    return Arbitraries.strings()
        .withChars("aAbB_1")
        .ofMinLength(1)
        .ofMaxLength(4)
        .filter(name -> !Character.isDigit(name.charAt(0)));
  }

  @Test
  void partsThatWouldMakeNamesAmbiguousAreRefused() {
    for (var prefix : new String[] {"", "a-b", "A", "a:b", "{a}", "_a", "a".repeat(65)}) {
      assertThatThrownBy(() -> StoreNames.of(prefix)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
