package io.millrace.ops.test;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.document.StoredValue;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.store.StoreNames;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documents in Redis, as the projector wrote them. */
final class StoredDocuments implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Catalog catalog;
  private final StoreNames names;
  private final RedisClient client;
  private final StatefulRedisConnection<byte[], byte[]> connection;

  StoredDocuments(Catalog catalog, StoreNames names, String redis) {
    this.catalog = catalog;
    this.names = names;
    this.client = RedisClient.create(redis);
    this.connection = client.connect(ByteArrayCodec.INSTANCE);
  }

  Catalog catalog() {
    return catalog;
  }

  Optional<JsonNode> read(DocumentKey key) {
    var name = names.document(catalog.readModel(key.type()), key);
    var value = connection.sync().get(name.getBytes(StandardCharsets.UTF_8));
    return value != null && StoredValue.parse(value) instanceof StoredValue.Present present
        ? Optional.of(JSON.readTree(present.json()))
        : Optional.empty();
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown();
  }
}
