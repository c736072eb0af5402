package io.millrace.write.operate;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ConfigurableApplicationContext;
import sun.misc.Signal;

/**
 * Ends a process that is asked to: not ready any more, a notice for load balancers, then what is
 * under way is finished and the process ends with code 0. The JVM alone would end with 143, which
 * says nothing about whether the end was an orderly one.
 */
public final class Termination {

  private static final Logger LOG = LoggerFactory.getLogger(Termination.class);

  private Termination() {}

  /** From now on SIGTERM ends the application so. */
  public static void inOrder(ConfigurableApplicationContext context) {
    var notice = context.getBean(TerminationProperties.class).notice();
    Signal.handle(
        new Signal("TERM"),
        _ -> Thread.ofPlatform().name("millrace-termination").start(() -> end(context, notice)));
  }

  @SuppressWarnings("SystemExitOutsideMain") // what the signal asks for
  private static void end(ConfigurableApplicationContext context, Duration notice) {
    LOG.info("Asked to end; not ready any more, draining in {} ms", notice.toMillis());
    AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
    try {
      Thread.sleep(notice);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    System.exit(SpringApplication.exit(context));
  }
}
