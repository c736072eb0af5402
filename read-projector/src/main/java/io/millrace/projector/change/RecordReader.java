package io.millrace.projector.change;

import io.debezium.data.Envelope;
import io.millrace.write.position.WalPosition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Reads Debezium's records. Not thread-safe: one reader for each engine. */
final class RecordReader {

  private static final StreamEvent IGNORED = new StreamEvent.Ignored();

  private final ImageReader images = new ImageReader();

  StreamEvent read(SourceRecord record) {
    if (!(record.value() instanceof Struct value)) {
      return IGNORED;
    }
    return switch (record.topic()) {
      case EngineProperties.TRANSACTION_TOPIC ->
          "END".equals(value.getString("status"))
              ? new StreamEvent.TransactionEnd(commitPosition(record.sourceOffset()))
              : IGNORED;
      case EngineProperties.MESSAGE_TOPIC -> marker(value);
      default -> new StreamEvent.Row(row(value));
    };
  }

  /** The end of the commit record, which Debezium keeps in the offset of what follows it. */
  private static WalPosition commitPosition(Map<String, ?> offset) {
    if (offset.get("lsn_commit") instanceof Long lsn) {
      return new WalPosition(lsn);
    }
    throw new IllegalStateException("The end of a transaction without its position: " + offset);
  }

  private static StreamEvent marker(Struct value) {
    var source = value.getStruct(Envelope.FieldName.SOURCE);
    if (source.getInt64("txId") != null) {
      return IGNORED; // a transactional message: it arrives with its transaction, not in WAL order
    }
    var message = value.getStruct("message");
    return new StreamEvent.MarkerSeen(
        new Marker(
            message.getString("prefix"),
            text(message.get("content")),
            new WalPosition(source.getInt64("lsn"))));
  }

  private RowChange row(Struct value) {
    var source = value.getStruct(Envelope.FieldName.SOURCE);
    var operation = operation(value.getString(Envelope.FieldName.OPERATION));
    var before =
        operation == Operation.TRUNCATE ? null : image(value, Envelope.FieldName.BEFORE, null);
    var after =
        operation == Operation.TRUNCATE ? null : image(value, Envelope.FieldName.AFTER, before);
    return new RowChange(
        source.getString("schema") + "." + source.getString("table"),
        operation,
        before,
        after,
        source.getInt64("txId"),
        new WalPosition(source.getInt64("lsn")));
  }

  private @Nullable RowImage image(Struct value, String field, @Nullable RowImage before) {
    return value.schema().field(field) == null ? null : images.read(value.getStruct(field), before);
  }

  private static Operation operation(String code) {
    return switch (code) {
      case "c" -> Operation.INSERT;
      case "u" -> Operation.UPDATE;
      case "d" -> Operation.DELETE;
      case "t" -> Operation.TRUNCATE;
      default -> throw new IllegalStateException("An operation that is not known: " + code);
    };
  }

  private static String text(@Nullable Object content) {
    return switch (content) {
      case null -> "";
      case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
      case ByteBuffer bytes -> StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
      default -> content.toString();
    };
  }
}
