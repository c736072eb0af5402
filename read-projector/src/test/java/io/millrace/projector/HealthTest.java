package io.millrace.projector;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.projector.change.ChangeSourceState;
import io.millrace.projector.run.ProjectorState;
import io.millrace.projector.run.ProjectorState.Phase;
import io.millrace.write.channel.ReadStore;
import io.millrace.write.position.WalPosition;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** DESIGN.md section 5, "Life of a process": what a projector says of itself in each phase. */
class HealthTest {

  private final AtomicLong now = new AtomicLong();
  private final AtomicReference<ProjectorState> state = new AtomicReference<>();

  @Test
  void oneThatFollowsAndTakesNothingForMinutesIsNotLiveUntilItDoesAgain() {
    state.set(in(Phase.FOLLOWING, true, 5));
    var liveness = new ProgressHealthIndicator(state::get, now::get);
    assertThat(liveness.health().getStatus()).isEqualTo(Status.UP);
    pass(Duration.ofSeconds(119));
    assertThat(liveness.health().getStatus()).isEqualTo(Status.UP);
    pass(Duration.ofSeconds(2));
    assertThat(liveness.health().getStatus()).isEqualTo(Status.DOWN);
    state.set(in(Phase.FOLLOWING, true, 6));
    assertThat(liveness.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void oneThatWaitsForAServerOrForItsTurnIsLive() {
    for (var phase : EnumSet.complementOf(EnumSet.of(Phase.FOLLOWING))) {
      state.set(in(phase, true, 5));
      var liveness = new ProgressHealthIndicator(state::get, now::get);
      assertThat(liveness.health().getStatus()).isEqualTo(Status.UP);
      pass(Duration.ofHours(1));
      assertThat(liveness.health().getStatus()).as(phase.name()).isEqualTo(Status.UP);
    }
  }

  @Test
  void oneIsReadyOnceItHasFilledAllOrStandsBy() {
    assertThat(readiness(Phase.FOLLOWING, true)).isEqualTo(Status.UP);
    assertThat(readiness(Phase.STORE_AWAY, true)).isEqualTo(Status.UP);
    assertThat(readiness(Phase.STANDBY, false)).isEqualTo(new Status("STANDBY"));
    for (var phase : new Phase[] {Phase.STARTING, Phase.BACKFILLING, Phase.STORE_AWAY}) {
      assertThat(readiness(phase, false)).as(phase.name()).isEqualTo(Status.OUT_OF_SERVICE);
    }
    for (var phase : new Phase[] {Phase.DRAINING, Phase.HALTED}) {
      assertThat(readiness(phase, true)).as(phase.name()).isEqualTo(Status.OUT_OF_SERVICE);
    }
  }

  private Status readiness(Phase phase, boolean filled) {
    state.set(in(phase, filled, 0));
    return new ProjectionHealthIndicator(state::get).health().getStatus();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private static ProjectorState in(Phase phase, boolean filled, long position) {
    var reached = new WalPosition(position);
    return new ProjectorState(
        phase,
        1,
        Optional.of(
            new ChangeSourceState(ChangeSourceState.Phase.STREAMING, 1, reached, reached, reached)),
        Map.<ReadStore, String>of(),
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        Map.of(),
        filled,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
