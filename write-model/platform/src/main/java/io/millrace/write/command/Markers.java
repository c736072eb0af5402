package io.millrace.write.command;

import io.millrace.write.position.StreamPosition;
import reactor.core.publisher.Mono;

/**
 * Writes markers into the log: non-transactional logical messages, which arrive in the log's order,
 * so that whoever has processed a marker has processed every transaction that had committed before
 * it was written.
 */
public interface Markers {

  /** The prefix of our logical messages. */
  String PREFIX = "millrace";

  /**
   * The position of a marker whose writing began after this call. Calls that come while a marker is
   * being written share the next one.
   */
  Mono<StreamPosition> emit();

  /**
   * Writes a marker of its own.
   *
   * @param content what the message carries, such as a nonce
   */
  Mono<StreamPosition> emit(String content);
}
