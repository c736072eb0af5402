package io.millrace.projector.change;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Turns Debezium's row structs into images. Not thread-safe: one reader for each engine. */
final class ImageReader {

  /** Tables and their versions whose layout is kept; past it the layouts are made again. */
  private static final int MAX_LAYOUTS = 4_096;

  private static final byte[] UNCHANGED_BYTES =
      EngineProperties.UNCHANGED.getBytes(StandardCharsets.UTF_8);

  private record Layout(Field[] fields, String[] names, Map<String, Integer> index) {}

  // By identity: a schema's hash walks over all its fields, and Debezium keeps one for each table.
  private final IdentityHashMap<Schema, Layout> layouts = new IdentityHashMap<>();

  /**
   * The image of a row.
   *
   * @param before where values come from that the log did not carry; null where there is no old
   *     image
   */
  @Nullable RowImage read(@Nullable Struct row, @Nullable RowImage before) {
    if (row == null) {
      return null;
    }
    if (layouts.size() > MAX_LAYOUTS) {
      layouts.clear();
    }
    var layout = layouts.computeIfAbsent(row.schema(), ImageReader::layout);
    var values = new @Nullable Object[layout.fields.length];
    for (int i = 0; i < values.length; i++) {
      var raw = row.getWithoutDefault(layout.names[i]);
      if (isUnchanged(raw)) {
        var name = layout.names[i];
        values[i] = before != null && before.containsKey(name) ? before.get(name) : RowImage.ABSENT;
      } else {
        values[i] = plain(raw);
      }
    }
    return new RowImage(layout.names, layout.index, values);
  }

  private static Layout layout(Schema schema) {
    var fields = schema.fields().toArray(Field[]::new);
    var names = Arrays.stream(fields).map(Field::name).toArray(String[]::new);
    var index = new HashMap<String, Integer>();
    for (int i = 0; i < names.length; i++) {
      index.put(names[i], i);
    }
    return new Layout(fields, names, Map.copyOf(index));
  }

  private static @Nullable Object plain(@Nullable Object raw) {
    return switch (raw) {
      case null -> null;
      case String text -> text;
      case Long number -> number;
      case Integer number -> number.longValue();
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      case Float number -> number.doubleValue();
      case Boolean flag -> flag;
      case Double number -> number;
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case ByteBuffer bytes -> HexFormat.of().formatHex(bytes(bytes));
      case List<?> list -> list.stream().map(ImageReader::plain).toList();
      default -> raw.toString();
    };
  }

  private static boolean isUnchanged(@Nullable Object raw) {
    return switch (raw) {
      case String text -> text.equals(EngineProperties.UNCHANGED);
      case byte[] bytes -> Arrays.equals(bytes, UNCHANGED_BYTES);
      case ByteBuffer bytes -> bytes.equals(ByteBuffer.wrap(UNCHANGED_BYTES));
      case List<?> list -> isUnchangedList(list);
      case null, default -> false;
    };
  }

  /** Debezium stands a list of one placeholder, or of its bytes as numbers, for a TOASTed array. */
  private static boolean isUnchangedList(List<?> list) {
    if (list.size() == 1) {
      return isUnchanged(list.getFirst());
    }
    if (list.size() != UNCHANGED_BYTES.length) {
      return false;
    }
    for (int i = 0; i < UNCHANGED_BYTES.length; i++) {
      if (!(list.get(i) instanceof Number number) || number.longValue() != UNCHANGED_BYTES[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return copy;
  }
}
