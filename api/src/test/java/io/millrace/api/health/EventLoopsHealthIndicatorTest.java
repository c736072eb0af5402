package io.millrace.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.DefaultEventExecutorGroup;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class EventLoopsHealthIndicatorTest {

  /** On threads that may wait: BlockHound, which other tests install, knows Netty's own. */
  private final DefaultEventExecutorGroup loops =
      new DefaultEventExecutorGroup(2, Thread.ofPlatform().factory());

  private final AtomicLong clock = new AtomicLong(1);
  private final EventLoopsHealthIndicator liveness =
      new EventLoopsHealthIndicator(loops, Duration.ofSeconds(30), clock::get);

  @AfterEach
  void stop() {
    loops.shutdownGracefully();
  }

  @Test
  void aLoopThatIsHeldForLongEndsTheProcessAndOneThatGoesOnDoesNot() throws Exception {
    assertThat(liveness.health().getStatus()).isEqualTo(Status.UP);
    // Each has answered the first question, so each is asked the second one.
    awaitEach();
    var held = new CountDownLatch(1);
    var loop = loops.next();
    loop.submit(() -> held.await(1, TimeUnit.MINUTES));
    assertThat(liveness.health().getStatus()).isEqualTo(Status.UP);
    clock.addAndGet(Duration.ofSeconds(31).toNanos());
    assertThat(liveness.health().getStatus()).isEqualTo(Status.DOWN);

    held.countDown();
    // Every one of them, since a busy machine may not have let the others answer either.
    awaitEach();
    assertThat(liveness.health().getStatus()).isEqualTo(Status.UP);
  }

  private void awaitEach() throws Exception {
    for (var each : loops) {
      each.submit(() -> {}).get();
    }
  }
}
