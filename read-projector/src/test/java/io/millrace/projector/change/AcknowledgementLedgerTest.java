package io.millrace.projector.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.write.position.WalPosition;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AcknowledgementLedgerTest {

  private static final Duration BEHIND = Duration.ofSeconds(60);

  private final AtomicLong now = new AtomicLong(-5); // System.nanoTime may be negative
  private final AcknowledgementLedger<String> ledger =
      new AcknowledgementLedger<>(BEHIND, now::get);

  @Test
  void aBatchIsReleasedWhenItAndAllBeforeItAreAcknowledgedForLongEnough() {
    var first = ledger.handOver(at(1), "first");
    var second = ledger.handOver(at(2), "second");
    second.acknowledge();
    pass(BEHIND);
    assertThat(ledger.release()).isEmpty();
    first.acknowledge();
    pass(BEHIND.minusNanos(1));
    assertThat(ledger.release()).isEmpty();
    pass(Duration.ofNanos(1));
    assertThat(ledger.release()).contains("second");
    assertThat(ledger.release()).isEmpty();
    assertThat(ledger.releasedTo()).isEqualTo(at(2));
  }

  @Test
  void aPartOfATransactionIsNoPlaceForTheSlot() {
    ledger.handOver(at(1), "before").acknowledge();
    ledger.handOver(at(1), null).acknowledge();
    pass(BEHIND);
    assertThat(ledger.release()).contains("before");
    var last = ledger.handOver(at(2), "end");
    last.acknowledge();
    pass(BEHIND);
    assertThat(ledger.release()).contains("end");
  }

  @Test
  void manyAcknowledgementsAreReleasedTogetherAndNoneTooEarly() {
    for (int n = 1; n <= 120_000; n++) {
      ledger.handOver(at(n), "batch " + n).acknowledge();
      pass(Duration.ofMillis(1));
      int batch = n;
      ledger
          .release()
          .ifPresent(
              token ->
                  assertThat(Integer.parseInt(token.substring(6)))
                      .isLessThanOrEqualTo(batch - 59_999)
                      .isGreaterThan(batch - 62_000));
    }
    assertThat(ledger.releasedTo()).isGreaterThan(at(58_000));
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private static WalPosition at(long lsn) {
    return new WalPosition(lsn);
  }
}
