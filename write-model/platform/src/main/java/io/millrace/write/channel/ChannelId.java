package io.millrace.write.channel;

/**
 * An entry's place on the channel: the generation of the slot's owner, then a count within it. It
 * is the Redis stream's explicit id, {@code generation-sequence}, so that Redis itself refuses an
 * entry of an earlier owner.
 *
 * @param generation the owner's
 * @param sequence from 1 within the generation
 */
public record ChannelId(long generation, long sequence) implements Comparable<ChannelId> {

  /** Before the first entry. */
  public static final ChannelId NONE = new ChannelId(0, 0);

  public ChannelId {
    if (generation < 0 || sequence < 0) {
      throw new IllegalArgumentException(
          "The parts of a channel id are not negative: %d-%d".formatted(generation, sequence));
    }
  }

  /**
   * Reads a Redis stream id.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  public static ChannelId parse(String text) {
    int dash = text.indexOf('-');
    if (dash < 1) {
      throw new IllegalArgumentException("'%s' is not a stream id".formatted(text));
    }
    return new ChannelId(
        Long.parseLong(text, 0, dash, 10), Long.parseLong(text, dash + 1, text.length(), 10));
  }

  /** The id that follows in the same generation. */
  public ChannelId next() {
    return new ChannelId(generation, sequence + 1);
  }

  @Override
  public int compareTo(ChannelId other) {
    int byGeneration = Long.compare(generation, other.generation);
    return byGeneration != 0 ? byGeneration : Long.compare(sequence, other.sequence);
  }

  /** The Redis stream id. */
  @Override
  public String toString() {
    return generation + "-" + sequence;
  }
}
