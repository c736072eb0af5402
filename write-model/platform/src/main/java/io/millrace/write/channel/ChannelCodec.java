package io.millrace.write.channel;

import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.key.DocumentKey;
import io.millrace.write.channel.ChannelRecord.DeadLetterResolved;
import io.millrace.write.channel.ChannelRecord.DeadLettered;
import io.millrace.write.channel.ChannelRecord.DocumentsChanged;
import io.millrace.write.channel.ChannelRecord.Heartbeat;
import io.millrace.write.channel.ChannelRecord.ModelDropped;
import io.millrace.write.channel.ChannelRecord.ModelSwapped;
import io.millrace.write.channel.ChannelRecord.PositionReached;
import io.millrace.write.channel.ChannelRecord.StoreRepaired;
import io.millrace.write.channel.ChannelRecord.StoreRestored;
import io.millrace.write.channel.ChannelRecord.Unrecognised;
import io.millrace.write.position.StreamPosition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Entries as flat texts. Lists of keys are joined with the character NUL, the one character that a
 * text from Postgres can't contain, so no key needs escaping.
 */
final class ChannelCodec {

  private static final String TYPE = "type";
  private static final String PREDECESSOR = "after";
  private static final String MODEL = "model";
  private static final String HASH = "hash";
  private static final String STORE = "store";
  private static final String VERSION = "version";
  private static final String UPSERTED = "upserted";
  private static final String DELETED = "deleted";
  private static final String POSITION = "position";
  private static final String INCARNATION = "incarnation";
  private static final String KEY = "key";
  private static final String SEPARATOR = "\0";

  private ChannelCodec() {}

  static Map<String, String> encode(ChannelEntry entry) {
    var fields = new LinkedHashMap<String, String>();
    fields.put(PREDECESSOR, entry.predecessor().toString());
    switch (entry.record()) {
      case DocumentsChanged changed -> {
        fields.put(TYPE, "changed");
        putModel(fields, changed.model(), changed.modelHash());
        fields.put(STORE, changed.store().name());
        fields.put(VERSION, changed.version().fixedWidth());
        putKeys(fields, UPSERTED, changed.upserted());
        putKeys(fields, DELETED, changed.deleted());
      }
      case PositionReached reached -> {
        fields.put(TYPE, "position");
        fields.put(STORE, reached.store().name());
        fields.put(POSITION, reached.position().toString());
      }
      case Heartbeat() -> fields.put(TYPE, "heartbeat");
      case ModelSwapped(var model, var hash) -> {
        fields.put(TYPE, "swapped");
        putModel(fields, model, hash);
      }
      case ModelDropped(var model, var hash) -> {
        fields.put(TYPE, "dropped");
        putModel(fields, model, hash);
      }
      case StoreRestored(var store, var incarnation) -> {
        fields.put(TYPE, "restored");
        fields.put(STORE, store.name());
        fields.put(INCARNATION, incarnation);
      }
      case StoreRepaired(var store, var incarnation) -> {
        fields.put(TYPE, "repaired");
        fields.put(STORE, store.name());
        fields.put(INCARNATION, incarnation);
      }
      case DeadLettered(var hash, var key) -> {
        fields.put(TYPE, "dead-letter");
        putModel(fields, key.type(), hash);
        fields.put(KEY, key.text());
      }
      case DeadLetterResolved(var hash, var key) -> {
        fields.put(TYPE, "dead-letter-resolved");
        putModel(fields, key.type(), hash);
        fields.put(KEY, key.text());
      }
      case Unrecognised(var type) ->
          throw new IllegalArgumentException("A record of unknown type can't be written: " + type);
    }
    return fields;
  }

  static ChannelEntry decode(ChannelId id, Map<String, String> fields) {
    var type = get(id, fields, TYPE);
    ChannelRecord record =
        switch (type) {
          case "changed" ->
              new DocumentsChanged(
                  get(id, fields, MODEL),
                  get(id, fields, HASH),
                  store(id, fields),
                  DocumentVersion.parse(get(id, fields, VERSION)),
                  keys(fields, UPSERTED),
                  keys(fields, DELETED));
          case "position" ->
              new PositionReached(
                  store(id, fields), StreamPosition.parse(get(id, fields, POSITION)));
          case "heartbeat" -> new Heartbeat();
          case "swapped" -> new ModelSwapped(get(id, fields, MODEL), get(id, fields, HASH));
          case "dropped" -> new ModelDropped(get(id, fields, MODEL), get(id, fields, HASH));
          case "restored" -> new StoreRestored(store(id, fields), get(id, fields, INCARNATION));
          case "repaired" -> new StoreRepaired(store(id, fields), get(id, fields, INCARNATION));
          case "dead-letter" -> new DeadLettered(get(id, fields, HASH), key(id, fields));
          case "dead-letter-resolved" ->
              new DeadLetterResolved(get(id, fields, HASH), key(id, fields));
          default -> new Unrecognised(type);
        };
    return new ChannelEntry(id, ChannelId.parse(get(id, fields, PREDECESSOR)), record);
  }

  private static void putModel(Map<String, String> fields, String model, String hash) {
    fields.put(MODEL, model);
    fields.put(HASH, hash);
  }

  private static void putKeys(Map<String, String> fields, String name, List<String> keys) {
    if (!keys.isEmpty()) {
      fields.put(name, String.join(SEPARATOR, keys));
    }
  }

  private static List<String> keys(Map<String, String> fields, String name) {
    var joined = fields.get(name);
    return joined == null ? List.of() : List.of(joined.split(SEPARATOR, -1));
  }

  private static DocumentKey key(ChannelId id, Map<String, String> fields) {
    return new DocumentKey(get(id, fields, MODEL), get(id, fields, KEY));
  }

  private static ReadStore store(ChannelId id, Map<String, String> fields) {
    return ReadStore.valueOf(get(id, fields, STORE));
  }

  private static String get(ChannelId id, Map<String, String> fields, String name) {
    var value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "Entry %s of the channel lacks its field '%s'".formatted(id, name));
    }
    return value;
  }
}
