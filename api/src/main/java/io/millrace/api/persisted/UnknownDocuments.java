package io.millrace.api.persisted;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which documents were asked for that nobody has published. */
final class UnknownDocuments {

  private static final Logger LOG = LoggerFactory.getLogger(UnknownDocuments.class);

  private final Counter counter;

  /** What was logged lately: once an hour is enough, and a flood must not fill the log. */
  private final Cache<String, Boolean> logged =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofHours(1)).build();

  UnknownDocuments(MeterRegistry meters) {
    this.counter =
        Counter.builder("millrace.documents.unknown")
            .description("Operations whose document nobody has published")
            .register(meters);
  }

  void record(String hash, String client) {
    counter.increment();
    if (logged.asMap().putIfAbsent(hash + client, true) == null) {
      LOG.warn("Document {} of the client {} is not published", hash, client);
    }
  }
}
