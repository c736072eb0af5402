package io.millrace.projector.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.write.position.WalPosition;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogWatchTest {

  private final LogWatch watch = new LogWatch();

  @Test
  void tellsForHowLongTheLogHasHadWhatTheStoresDoNotHave() {
    ends(100, 0);
    ends(200, 1);
    ends(200, 2);
    ends(300, 3);
    assertThat(behind(50, 4)).contains(Duration.ofSeconds(4));
    assertThat(behind(100, 4)).contains(Duration.ofSeconds(3));
    assertThat(behind(250, 5)).contains(Duration.ofSeconds(2));
    assertThat(behind(300, 6)).contains(Duration.ZERO);
  }

  @Test
  void keepsTheOldestWhateverComesWhileTheStoresAreAway() {
    for (int second = 0; second < 10_000; second++) {
      ends(100 + second, second);
    }
    assertThat(behind(50, 10_000)).contains(Duration.ofSeconds(10_000));
  }

  @Test
  void knowsNothingBeforeThePositionIsKnown() {
    assertThat(watch.behind(Optional.empty(), 0)).isEmpty();
  }

  private void ends(long lsn, int second) {
    watch.ends(new WalPosition(lsn), Duration.ofSeconds(second).toNanos());
  }

  private Optional<Duration> behind(long lsn, int second) {
    return watch.behind(Optional.of(new WalPosition(lsn)), Duration.ofSeconds(second).toNanos());
  }
}
