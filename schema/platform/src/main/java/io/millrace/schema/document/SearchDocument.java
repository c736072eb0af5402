package io.millrace.schema.document;

import io.millrace.schema.catalog.DocumentField;
import io.millrace.schema.catalog.ObjectShape;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.WireType;
import io.millrace.schema.catalog.WireType.ScalarKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what Elasticsearch indexes of a read model's documents, in the form that {@link
 * IndexMapping} maps: {@code {"key": …, "doc": {…}, "sort": {…}}}, without nulls. One instance
 * serves all threads.
 */
public final class SearchDocument {

  private static final byte[] KEY = bytes("{\"key\":");
  private static final byte[] DOC = bytes(",\"doc\":{");
  private static final byte[] SORT = bytes("},\"sort\":{");
  private static final byte[] END = bytes("}}");

  private final List<Member> members;
  private final List<SortKeyReader> sortKeys = new ArrayList<>();

  private SearchDocument(ReadModel model) {
    this.members = members(model.type(), model.shape());
    for (int slot = 0; slot < model.shape().fields().size(); slot++) {
      if (model.shape().fields().get(slot).indexing().sortable()) {
        sortKeys.add(new SortKeyReader(model, slot));
      }
    }
  }

  /** The writer of a read model. */
  public static SearchDocument of(ReadModel model) {
    return new SearchDocument(model);
  }

  /** A field of which the index holds something. */
  private record Member(
      int slot, byte[] name, WireType type, IndexedNumbers numbers, @Nullable List<Member> below) {}

  private static List<Member> members(String type, ObjectShape shape) {
    var members = new ArrayList<Member>();
    for (int slot = 0; slot < shape.fields().size(); slot++) {
      var field = shape.fields().get(slot);
      if (IndexMapping.holdsIndexed(field)) {
        members.add(member(type, field, slot));
      }
    }
    return List.copyOf(members);
  }

  private static Member member(String type, DocumentField field, int slot) {
    return new Member(
        slot,
        bytes("\"" + field.name() + "\":"),
        field.type(),
        new IndexedNumbers(type, field),
        field.type().nestedShape().map(below -> members(type, below)).orElse(null));
  }

  /**
   * The JSON to index a document with, on one line; its {@code _id} is the key's text.
   *
   * @throws DocumentMismatchException when a number does not fit the index
   */
  public byte[] write(Document document) {
    var out = new Utf8Buffer();
    out.put(KEY);
    out.putString(document.key().text());
    out.put(DOC);
    putMembers(out, members, document);
    out.put(SORT);
    putSortKeys(out, document);
    out.put(END);
    return out.toByteArray();
  }

  private void putSortKeys(Utf8Buffer out, Document document) {
    boolean first = true;
    for (var key : sortKeys) {
      if (document.isNull(key.slot())) {
        continue;
      }
      if (!first) {
        out.put(',');
      }
      first = false;
      out.put('"');
      out.putAscii(key.name());
      out.put('"');
      out.put(':');
      putSortKey(out, key, document);
    }
  }

  private static void putSortKey(Utf8Buffer out, SortKeyReader key, Document document) {
    int from = document.from(key.slot());
    int to = document.to(key.slot());
    if (!key.isText()) {
      out.putAscii(Long.toString(key.number(document)));
    } else if (to - from <= SortKeys.MAX_CODE_POINTS) {
      out.put(document.bytes(), from, to); // no more bytes than code points are allowed
    } else {
      out.putString(key.text(document));
    }
  }

  private static void putMembers(Utf8Buffer out, List<Member> members, DocumentObject object) {
    boolean first = true;
    for (var member : members) {
      if (object.isNull(member.slot)) {
        continue;
      }
      if (!first) {
        out.put(',');
      }
      first = false;
      out.put(member.name);
      put(
          out,
          member,
          member.type,
          object.bytes(),
          object.from(member.slot),
          object.to(member.slot));
    }
  }

  private static void put(
      Utf8Buffer out, Member member, WireType type, byte[] json, int from, int to) {
    switch (type) {
      case WireType.Id _, WireType.EnumValue _ -> out.put(json, from, to);
      case WireType.Scalar scalar -> putScalar(out, member, scalar.kind(), json, from, to);
      case WireType.Nested nested -> {
        out.put('{');
        if (member.below != null) {
          putMembers(out, member.below, new NestedObject(nested.shape(), json, from));
        }
        out.put('}');
      }
      case WireType.ListOf list -> putList(out, member, list.element(), json, from);
    }
  }

  private static void putScalar(
      Utf8Buffer out, Member member, ScalarKind kind, byte[] json, int from, int to) {
    switch (kind) {
      case STRING, INT, FLOAT, BOOLEAN, DATE -> out.put(json, from, to);
      case LONG -> out.put(json, from + 1, to - 1);
      case DECIMAL, DATE_TIME ->
          out.putAscii(Long.toString(member.numbers.read(kind, json, from, to)));
    }
  }

  private static void putList(
      Utf8Buffer out, Member member, WireType element, byte[] json, int from) {
    out.put('[');
    boolean first = true;
    for (int at = from + 1; json[at] != ']'; at = json[at] == ',' ? at + 1 : at) {
      int end = CanonicalJson.skip(json, at);
      if (json[at] != 'n') {
        if (!first) {
          out.put(',');
        }
        first = false;
        put(out, member, element, json, at, end);
      }
      at = end;
    }
    out.put(']');
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
