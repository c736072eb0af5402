package io.millrace.schema.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class StoredValueTest {

  private static final long MOST_SNAPSHOT = (1L << 43) - 1;
  private static final long MOST_EPOCH = (1L << 20) - 1;

  private static String text(StoredValue value) {
    return new String(value.encode(), StandardCharsets.US_ASCII);
  }

  @Test
  void hasAHeaderThatAPersonCanRead() {
    var version = DocumentVersion.of(1, 255);
    assertThat(text(new StoredValue.Present(version, Gadgets.bytes("{}"))))
        .isEqualTo("1000000800000000ff{}");
    assertThat(text(new StoredValue.Tombstone(version))).isEqualTo("1100000800000000ff");
    assertThat(text(new StoredValue.AskPostgres(version))).isEqualTo("1200000800000000ff");
  }

  @Property
  void comesBackAsItWas(
      @ForAll @LongRange(min = 0, max = MOST_EPOCH) long epoch,
      @ForAll @LongRange(min = 0, max = MOST_SNAPSHOT) long snapshot,
      @ForAll byte[] json) {
    var version = DocumentVersion.of(epoch, snapshot);
    assertThat(StoredValue.parse(new StoredValue.Present(version, json).encode()))
        .isInstanceOfSatisfying(
            StoredValue.Present.class,
            present -> {
              assertThat(present.version()).isEqualTo(version);
              assertThat(present.json()).isEqualTo(json);
            });
    assertThat(StoredValue.parse(new StoredValue.Tombstone(version).encode()))
        .isEqualTo(new StoredValue.Tombstone(version));
    assertThat(StoredValue.parse(new StoredValue.AskPostgres(version).encode()))
        .isEqualTo(new StoredValue.AskPostgres(version));
  }

  @Property
  void versionsCompareAsTextsLikeAsNumbers(
      @ForAll @LongRange(min = 0) long left, @ForAll @LongRange(min = 0) long right) {
    var a = new DocumentVersion(left);
    var b = new DocumentVersion(right);
    assertThat(Integer.signum(header(a).compareTo(header(b)))).isEqualTo(a.compareTo(b));
    assertThat(header(a)).isEqualTo(a.fixedWidth());
    assertThat(DocumentVersion.parse(a.fixedWidth())).isEqualTo(a);
  }

  private static String header(DocumentVersion version) {
    return text(new StoredValue.Tombstone(version))
        .substring(StoredValue.VERSION_AT, StoredValue.JSON_AT);
  }

  @Test
  void versionsKeepEpochAndSnapshotApartAtTheirLimits() {
    var greatest = DocumentVersion.of(MOST_EPOCH, MOST_SNAPSHOT);
    assertThat(greatest.value()).isEqualTo(Long.MAX_VALUE);
    assertThat(greatest.epoch()).isEqualTo(MOST_EPOCH);
    assertThat(greatest.snapshot()).isEqualTo(MOST_SNAPSHOT);
    assertThat(DocumentVersion.of(1, 0)).isGreaterThan(DocumentVersion.of(0, MOST_SNAPSHOT));
    assertThatThrownBy(() -> DocumentVersion.of(0, MOST_SNAPSHOT + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DocumentVersion.of(MOST_EPOCH + 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anotherFormatIsRefused() {
    for (var value : new String[] {"", "1", "2000000800000000ff{}", "100000080000000xff{}"}) {
      assertThatThrownBy(() -> StoredValue.parse(Gadgets.bytes(value)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
