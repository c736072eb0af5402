package io.millrace.api.error;

import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what was not foreseen under an id that the client gets instead of the details. */
final class FaultLog {

  private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);

  /**
   * Logs a fault.
   *
   * @return the id that stands in its log line
   */
  String write(ErrorCode code, String path, Throwable cause) {
    // Only to find a line again, so it need not be hard to guess; a random UUID can block.
    var id = "%016x".formatted(ThreadLocalRandom.current().nextLong());
    LOG.error("{} {} at {}", code, id, path, cause);
    return id;
  }

  /** Logs a fault of which nothing but a message is known. */
  String write(ErrorCode code, String path, String message) {
    var id = "%016x".formatted(ThreadLocalRandom.current().nextLong());
    LOG.error("{} {} at {}: {}", code, id, path, message);
    return id;
  }
}
