package io.millrace.schema.document;

import io.millrace.schema.catalog.ObjectShape;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.WireType;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The canonical form by Jackson's streaming parser and generator: a model to test against and a
 * speed to compare with. It goes over the text once for each object, to find the slots' values, and
 * again for each value.
 */
final class StreamingRewrite {

  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

  private StreamingRewrite() {}

  static byte[] write(ReadModel model, DocumentKey key, byte[] json) {
    var out = new ByteArrayOutputStream(json.length);
    try (var generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      object(model.shape(), json, 0, json.length, generator, GlobalId.encode(key));
    }
    return out.toByteArray();
  }

  private static void object(
      ObjectShape shape, byte[] json, int from, int to, JsonGenerator out, @Nullable String id) {
    var places = new int[2 * shape.fields().size()];
    try (var in = JSON.createParser(ObjectReadContext.empty(), json, from, to - from)) {
      in.nextToken();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        int slot = shape.slot(in.currentName());
        in.nextToken();
        places[2 * slot] = from + (int) in.currentTokenLocation().getByteOffset();
        in.skipChildren();
        in.finishToken();
        places[2 * slot + 1] = from + (int) in.currentLocation().getByteOffset();
      }
    }
    out.writeStartObject();
    for (int slot = 0; slot < shape.fields().size(); slot++) {
      out.writeName(shape.fields().get(slot).name());
      if (slot == 0 && id != null) {
        out.writeString(id);
      } else if (places[2 * slot + 1] == 0) {
        out.writeNull();
      } else {
        int start = places[2 * slot];
        try (var in =
            JSON.createParser(
                ObjectReadContext.empty(), json, start, places[2 * slot + 1] - start)) {
          in.nextToken();
          value(shape.fields().get(slot).type(), json, start, in, out);
        }
      }
    }
    out.writeEndObject();
  }

  private static void value(
      WireType type, byte[] json, int base, JsonParser in, JsonGenerator out) {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      out.writeNull();
      return;
    }
    switch (type) {
      case WireType.EnumValue _ -> out.writeString(in.getString());
      case WireType.Id identity -> out.writeString(globalId(identity.of(), in));
      case WireType.Nested nested -> {
        int start = base + (int) in.currentTokenLocation().getByteOffset();
        in.skipChildren();
        int end = base + (int) in.currentLocation().getByteOffset();
        object(nested.shape(), json, start, end, out, null);
      }
      case WireType.ListOf list -> {
        out.writeStartArray();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          value(list.element(), json, base, in, out);
        }
        out.writeEndArray();
      }
      case WireType.Scalar scalar -> {
        switch (scalar.kind()) {
          case STRING, DATE -> out.writeString(in.getString());
          case INT -> out.writeNumber(in.getIntValue());
          case FLOAT -> out.writeNumber(in.getDoubleValue());
          case BOOLEAN -> out.writeBoolean(in.getBooleanValue());
          case LONG -> out.writeString(Long.toString(in.getLongValue()));
          case DECIMAL ->
              out.writeString(new BigDecimal(in.getString()).stripTrailingZeros().toPlainString());
          case DATE_TIME ->
              out.writeString(
                  TIME.format(
                      OffsetDateTime.parse(in.getString()).withOffsetSameInstant(ZoneOffset.UTC)));
        }
      }
    }
  }

  private static String globalId(String type, JsonParser in) {
    var parts = new ArrayList<Object>();
    if (in.currentToken() == JsonToken.START_ARRAY) {
      while (in.nextToken() != JsonToken.END_ARRAY) {
        parts.add(in.getString());
      }
    } else {
      parts.add(in.getString());
    }
    return GlobalId.encode(DocumentKey.of(type, parts.toArray()));
  }
}
