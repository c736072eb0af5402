package io.millrace.projector.change;

import io.millrace.write.position.SourcePartition;
import java.util.Properties;

/** What the embedded engine is told; every setting that keeps a promise says which. */
final class EngineProperties {

  /** The most records that the engine hands over at once. */
  static final int MAX_BATCH_SIZE = 8_192;

  static final String TOPIC_PREFIX = "millrace";
  static final String TRANSACTION_TOPIC = TOPIC_PREFIX + ".transaction";
  static final String MESSAGE_TOPIC = TOPIC_PREFIX + ".message";

  /** What stands for an unchanged TOAST value that the log did not carry. */
  static final String UNCHANGED = "__millrace_unchanged_toast_value__";

  private EngineProperties() {}

  static Properties of(ChangeSourceSettings settings, SourcePartition stream) {
    var properties = new Properties();
    settings.driverProperties().forEach((name, value) -> properties.put("driver." + name, value));
    properties.put("name", stream.slotName());
    properties.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    properties.put("topic.prefix", TOPIC_PREFIX);
    properties.put("database.hostname", settings.host());
    properties.put("database.port", Integer.toString(settings.port()));
    properties.put("database.dbname", settings.database());
    properties.put("database.user", settings.user());
    properties.put("database.password", settings.password());
    // A walsender whose client is gone frees the slot in 10 s instead of a minute.
    properties.put("driver.options", "-c wal_sender_timeout=10000");
    properties.put("driver.connectTimeout", "10");
    properties.put("driver.socketTimeout", "60");
    properties.put("driver.tcpKeepAlive", "true");
    properties.put("status.update.interval.ms", "2000");

    properties.put("plugin.name", "pgoutput");
    properties.put("slot.name", stream.slotName());
    properties.put("slot.drop.on.stop", "false");
    // Ours has failover; one that Debezium makes is known by having none
    // (ReplicationSlot.failover).
    properties.put("slot.failover", "false");
    properties.put("slot.max.retries", "0");
    properties.put("publication.name", settings.publication());
    properties.put("publication.autocreate.mode", "disabled");
    properties.put("snapshot.mode", "no_data");

    // The slot is the only offset: Debezium's own, stored or kept over a retry, lose rows of large
    // statements, whose rows share one position.
    properties.put("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
    properties.put("offset.flush.interval.ms", "0");
    properties.put("errors.max.retries", "0");
    // The driver must not confirm by itself what a keep-alive says: it knows nothing of our stores.
    properties.put("lsn.flush.mode", "connector");

    properties.put("provide.transaction.metadata", "true");
    properties.put("skipped.operations", "none");
    properties.put("tombstones.on.delete", "false");
    // A column of an unknown type must be in the images too, or its change would look like none.
    properties.put("include.unknown.datatypes", "true");
    properties.put("unavailable.value.placeholder", UNCHANGED);
    properties.put("binary.handling.mode", "bytes");
    properties.put("decimal.handling.mode", "string");
    properties.put("time.precision.mode", "isostring");
    properties.put("interval.handling.mode", "string");
    properties.put("hstore.handling.mode", "json");

    properties.put("poll.interval.ms", "5");
    properties.put("max.batch.size", Integer.toString(MAX_BATCH_SIZE));
    properties.put("max.queue.size", "32768");
    properties.put("record.processing.threads", "1");
    properties.put("record.processing.shutdown.timeout.ms", "500");
    return properties;
  }
}
