package io.millrace.write.channel;

import java.util.Map;

/**
 * An entry of the channel.
 *
 * @param id its place
 * @param predecessor the place of the entry before it; where a node has applied another one last,
 *     it has missed something
 * @param record what it says
 */
public record ChannelEntry(ChannelId id, ChannelId predecessor, ChannelRecord record) {

  public ChannelEntry {
    if (id.compareTo(predecessor) <= 0) {
      throw new IllegalArgumentException("%s does not follow %s".formatted(id, predecessor));
    }
  }

  /** The fields of the Redis stream entry; its id is {@link #id}. */
  public Map<String, String> fields() {
    return ChannelCodec.encode(this);
  }

  /**
   * Reads a Redis stream entry. Fields that this version does not know are ignored.
   *
   * @throws IllegalArgumentException when the fields are no entry of a channel
   */
  public static ChannelEntry decode(String id, Map<String, String> fields) {
    return ChannelCodec.decode(ChannelId.parse(id), fields);
  }
}
