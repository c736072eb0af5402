package io.millrace.schema.document;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.ShapePlan.Kind;
import io.millrace.schema.document.ShapePlan.Slot;
import io.millrace.schema.document.ShapePlan.Value;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import java.util.Arrays;
import java.util.Objects;

/**
 * Rewrites a derived document, the text of Postgres' json or jsonb, into the one form that every
 * store and answer holds, so that projector and fallback can't disagree about a byte: compact JSON,
 * the fields in slot order and none left out, every value as it stands on the wire.
 *
 * <p>It copies values as it meets them, in the statement's order of keys, and sorts the pieces at
 * the end of each object; there is no tree in between. The projector's speed is this class's speed:
 * see {@code docs/canonical-writer.md} for the measurement.
 *
 * <p>An instance keeps its buffers and serves one thread at a time; {@link #another} gives one for
 * another thread.
 */
public final class CanonicalWriter {

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final int ABSENT = -1;

  private final ShapePlan plan;
  private final JsonCursor in = new JsonCursor();
  private final Utf8Buffer out = new Utf8Buffer();
  private final Utf8Buffer unsorted = new Utf8Buffer();
  private final NumberRewriter numbers = new NumberRewriter(in, out);
  private final TimeRewriter times = new TimeRewriter(in, out);
  private final IdRewriter ids = new IdRewriter(in, out, numbers);
  private final DocumentPath path = new DocumentPath();

  /** Where the pieces of the objects being read begin and end in {@link #out}, by slot. */
  private int[] pieces = new int[256];

  private int piecesTop;

  private CanonicalWriter(ShapePlan plan) {
    this.plan = plan;
  }

  /** A writer of a read model's documents. */
  public static CanonicalWriter of(ReadModel model) {
    return new CanonicalWriter(new ShapePlan(model.shape()));
  }

  /** A writer of the same documents for another thread. */
  public CanonicalWriter another() {
    return new CanonicalWriter(plan);
  }

  /**
   * The canonical form of a derived document.
   *
   * @param key the document's key, whose global id becomes the field {@code id}
   * @param json the JSON that the statement gave, in UTF-8
   * @throws DocumentMismatchException when the document does not fit its type
   */
  public byte[] write(DocumentKey key, byte[] json) {
    in.reset(json);
    out.clear();
    path.clear();
    piecesTop = 0;
    try {
      return writeRoot("\"" + GlobalId.encode(key) + "\"");
    } catch (MisfitException misfit) {
      throw new DocumentMismatchException(plan.type, path.text(), misfit.found(), misfit.fix());
    } catch (MalformedJsonException malformed) {
      throw new DocumentMismatchException(
          plan.type,
          path.text(),
          "text that is not JSON (" + malformed.getMessage() + ")",
          "The statement's column document must be of type json or jsonb.");
    }
  }

  private byte[] writeRoot(String id) {
    if (in.peek() != '{') {
      throw new MisfitException(
          "a document that is " + describe(), "Build it with json_build_object in the statement.");
    }
    int frame = readMembers(plan);
    if (!in.atEnd()) {
      throw in.malformed();
    }
    putId(frame, id);
    path.enter();
    requireNonNull(plan, frame);
    return sortedCopy(frame);
  }

  /** The key decides the id; a document that names another one was built for another key. */
  private void putId(int frame, String id) {
    int from = pieces[frame];
    int member = plan.slots[0].member().length;
    int start = out.size();
    out.put(plan.slots[0].member());
    out.putAscii(id);
    byte[] bytes = out.bytes();
    if (from != ABSENT
        && !Arrays.equals(
            bytes, from + member, pieces[frame + 1], bytes, start + member, out.size())) {
      path.enter();
      path.at(plan.slots[0]);
      throw new MisfitException(
          "another id than the key's",
          "Leave 'id' out of the document: it is made from the statement's key columns.");
    }
    pieces[frame] = start;
    pieces[frame + 1] = out.size();
  }

  /** Reads an object's members as pieces into {@link #out}; gives where their places are kept. */
  private int readMembers(ShapePlan shape) {
    int frame = pushFrame(shape.slots.length);
    path.enter();
    in.expect('{');
    if (in.peek() != '}') {
      int slot = -1;
      do {
        slot = readMember(shape, frame, slot);
      } while (takeComma());
    }
    in.expect('}');
    path.leave();
    return frame;
  }

  private boolean takeComma() {
    if (in.peek() != ',') {
      return false;
    }
    in.at++;
    return true;
  }

  private int readMember(ShapePlan shape, int frame, int before) {
    in.expect('"');
    int number = shape.match(in.bytes, in.at, before);
    if (number < 0) {
      throw unknownKey(shape);
    }
    var slot = shape.slots[number];
    path.at(slot);
    in.at += slot.key().length;
    in.expect(':');
    in.skipSpace();
    int piece = frame + 2 * number;
    if (pieces[piece] != ABSENT) {
      throw new MisfitException("the key twice", "Write each key once in the statement.");
    }
    pieces[piece] = out.size();
    out.put(slot.member());
    putValue(slot.value());
    pieces[piece + 1] = out.size();
    return number;
  }

  private MisfitException unknownKey(ShapePlan shape) {
    var name = new Utf8Buffer();
    in.at--;
    in.copyString(name);
    path.at(CanonicalJson.string(name.bytes(), 0, name.size()));
    return new MisfitException(
        "a key that type %s lacks".formatted(shape.type),
        "Add the field to the SDL (with @inaccessible where it is not public), or take the key out"
            + " of the statement.");
  }

  private void putValue(Value value) {
    byte first = in.bytes[in.at];
    if (first == 'n' && in.take(NULL)) {
      if (value.nonNull()) {
        throw nullNotAllowed("null");
      }
      out.put(NULL);
      return;
    }
    boolean fits =
        switch (value.kind()) {
          case STRING, ENUM -> first == '"' && putString();
          case INT -> numbers.read() && numbers.putWhole(Integer.MIN_VALUE, Integer.MAX_VALUE);
          case FLOAT -> numbers.read() && numbers.putFloat();
          case BOOLEAN -> putBoolean();
          case LONG, DECIMAL -> putQuotedNumber(value);
          case DATE_TIME, DATE -> first == '"' && putTime(value.kind());
          case ID -> ids.put(value.idPrefix());
          case OBJECT -> first == '{' && putObject(Objects.requireNonNull(value.object()));
          case LIST -> first == '[' && putList(Objects.requireNonNull(value.element()));
        };
    if (!fits) {
      throw new MisfitException(
          describe(first) + " in place of " + value.kind().graphql,
          "Give %s in the statement, or change the field's type in the SDL."
              .formatted(value.kind().sql));
    }
  }

  private boolean putString() {
    in.copyString(out);
    return true;
  }

  private boolean putBoolean() {
    if (in.take(TRUE)) {
      out.put(TRUE);
      return true;
    }
    if (in.take(FALSE)) {
      out.put(FALSE);
      return true;
    }
    return false;
  }

  /** A number, or a string that holds one: {@code amount::text} is as good as {@code amount}. */
  private boolean putQuotedNumber(Value value) {
    boolean quoted = in.bytes[in.at] == '"';
    if (quoted) {
      in.at++;
    }
    if (!numbers.read()) {
      return false;
    }
    out.put('"');
    if (value.kind() == Kind.DECIMAL) {
      numbers.putDecimal(value.scale());
    } else if (!numbers.putWhole(Long.MIN_VALUE, Long.MAX_VALUE)) {
      return false;
    }
    out.put('"');
    return !quoted || in.bytes[in.at++] == '"';
  }

  private boolean putTime(Kind kind) {
    in.at++;
    out.put('"');
    boolean fits = kind == Kind.DATE ? times.putDate() : times.putDateTime();
    out.put('"');
    return fits;
  }

  private boolean putObject(ShapePlan shape) {
    int from = out.size();
    int frame = readMembers(shape);
    path.enter();
    requireNonNull(shape, frame);
    path.leave();
    sortInPlace(shape, frame, from);
    piecesTop = frame;
    return true;
  }

  private boolean putList(Value element) {
    in.at++;
    out.put('[');
    if (in.peek() != ']') {
      path.element(0);
      putValue(element);
      for (int index = 1; takeComma(); index++) {
        out.put(',');
        in.skipSpace();
        path.element(index);
        putValue(element);
      }
    }
    in.expect(']');
    out.put(']');
    path.element(DocumentPath.NO_ELEMENT);
    return true;
  }

  private int pushFrame(int slots) {
    int frame = piecesTop;
    piecesTop += 2 * slots;
    if (piecesTop > pieces.length) {
      pieces = Arrays.copyOf(pieces, Math.max(piecesTop, 2 * pieces.length));
    }
    Arrays.fill(pieces, frame, piecesTop, ABSENT);
    return frame;
  }

  private void requireNonNull(ShapePlan shape, int frame) {
    for (int slot = 0; slot < shape.slots.length; slot++) {
      if (pieces[frame + 2 * slot] == ABSENT && shape.slots[slot].value().nonNull()) {
        path.at(shape.slots[slot]);
        throw nullNotAllowed("no such key");
      }
    }
  }

  private static MisfitException nullNotAllowed(String found) {
    return new MisfitException(
        found + " in a non-null place",
        "Give a value in the statement (coalesce), or take the '!' off the type in the SDL.");
  }

  /** Writes the pieces from {@code from} on again, as an object in slot order. */
  private void sortInPlace(ShapePlan shape, int frame, int from) {
    unsorted.clear();
    unsorted.put(out.bytes(), from, out.size());
    out.endAt(from);
    byte[] source = unsorted.bytes();
    out.put('{');
    for (int slot = 0; slot < shape.slots.length; slot++) {
      if (slot > 0) {
        out.put(',');
      }
      int piece = pieces[frame + 2 * slot];
      if (piece == ABSENT) {
        out.put(shape.slots[slot].member());
        out.put(NULL);
      } else {
        out.put(source, piece - from, pieces[frame + 2 * slot + 1] - from);
      }
    }
    out.put('}');
  }

  /** The document's pieces as an object in slot order, in an array of its own. */
  private byte[] sortedCopy(int frame) {
    Slot[] slots = plan.slots;
    int size = slots.length + 1;
    for (int slot = 0; slot < slots.length; slot++) {
      int piece = pieces[frame + 2 * slot];
      size +=
          piece == ABSENT
              ? slots[slot].member().length + NULL.length
              : pieces[frame + 2 * slot + 1] - piece;
    }
    var document = new byte[size];
    byte[] source = out.bytes();
    int at = 0;
    for (int slot = 0; slot < slots.length; slot++) {
      document[at++] = (byte) (slot == 0 ? '{' : ',');
      int piece = pieces[frame + 2 * slot];
      if (piece == ABSENT) {
        byte[] member = slots[slot].member();
        System.arraycopy(member, 0, document, at, member.length);
        System.arraycopy(NULL, 0, document, at + member.length, NULL.length);
        at += member.length + NULL.length;
      } else {
        int length = pieces[frame + 2 * slot + 1] - piece;
        System.arraycopy(source, piece, document, at, length);
        at += length;
      }
    }
    document[at] = '}';
    return document;
  }

  private String describe() {
    return describe(in.peek());
  }

  private static String describe(byte first) {
    return switch (first) {
      case '"' -> "a string";
      case '{' -> "an object";
      case '[' -> "an array";
      case 't', 'f' -> "a boolean";
      case 'n' -> "null";
      default -> "a number";
    };
  }
}
