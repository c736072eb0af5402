package io.millrace.write;

import io.millrace.schema.store.StoreNames;
import io.millrace.write.position.SourcePartition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which stream of changes an application belongs to; the same for API and projector.
 *
 * @param source the name of the Postgres database among the sources of changes: lower-case letters,
 *     digits and {@code _}, at most 32. The replication slot has it in its name, and slots belong
 *     to a cluster: two installations in one cluster need different sources
 * @param partition the share of the source
 * @param storePrefix the first part of every name in Elasticsearch and Redis, so that installations
 *     can share them: lower-case letters, digits and {@code _}
 */
@ConfigurationProperties("millrace.stream")
public record StreamProperties(
    @DefaultValue(StoreNames.DEFAULT_SOURCE) String source,
    @DefaultValue("0") int partition,
    @DefaultValue(StoreNames.DEFAULT_PREFIX) String storePrefix) {

  /** The stream. */
  public SourcePartition stream() {
    return new SourcePartition(source, partition);
  }

  /** What everything of the stream is called in the stores. */
  public StoreNames names() {
    return new StoreNames(storePrefix, source, partition);
  }
}
