package io.millrace.schema.document;

import io.millrace.schema.catalog.ObjectShape;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.key.DocumentKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A document as the stores hold it: canonical JSON with an index of its slots. Kept as bytes since
 * most readers copy values and few look into them (DESIGN.md section 8 has the measurement).
 */
public final class Document implements DocumentObject {

  private final ObjectShape shape;
  private final DocumentKey key;
  private final DocumentVersion version;
  private final byte[] json;
  private final int[] offsets;

  private Document(ObjectShape shape, DocumentKey key, DocumentVersion version, byte[] json) {
    this.shape = shape;
    this.key = key;
    this.version = version;
    this.json = json;
    this.offsets = CanonicalJson.index(shape, json, 0);
  }

  /**
   * The document of a key.
   *
   * @param json what {@link CanonicalWriter} wrote for the same read model; not copied
   * @throws IllegalArgumentException when the JSON is not canonical for the read model's shape
   */
  public static Document of(
      ReadModel model, DocumentKey key, DocumentVersion version, byte[] json) {
    return new Document(model.shape(), key, version, json);
  }

  /** What names the document. */
  public DocumentKey key() {
    return key;
  }

  /** The snapshot that it was derived in. */
  public DocumentVersion version() {
    return version;
  }

  @Override
  public ObjectShape shape() {
    return shape;
  }

  /** The whole document's canonical JSON. Shared: nobody may write to it. */
  @Override
  public byte[] bytes() {
    return json;
  }

  @Override
  public int from(int slot) {
    return CanonicalJson.from(shape, offsets, slot);
  }

  @Override
  public int to(int slot) {
    return offsets[slot + 1];
  }

  /** The global id that the document has. */
  public String id() {
    return (String) Objects.requireNonNull(value(0));
  }

  /** The global ids in a slot that holds an id or a list of ids; none where it is null. */
  @SuppressWarnings("unchecked") // a list of ids decodes to strings
  public List<String> ids(int slot) {
    var value = value(slot);
    return switch (value) {
      case null -> List.of();
      case String id -> List.of(id);
      case List<?> ids -> (List<String>) ids;
      default ->
          throw new IllegalArgumentException(
              "%s.%s holds no ids".formatted(shape.typeName(), shape.fields().get(slot).name()));
    };
  }

  /** The head list in a slot; empty where it is null. */
  @SuppressWarnings("unchecked") // a Head's ids decode to strings
  public Optional<Head> head(int slot) {
    return Optional.ofNullable((DocumentObject) value(slot))
        .map(
            head ->
                new Head(
                    (List<String>) Objects.requireNonNull(head.value("ids")),
                    (int) Objects.requireNonNull(head.value("total"))));
  }

  @Override
  public String toString() {
    return "%s:%s@%s%s"
        .formatted(key.type(), key.text(), version, CanonicalJson.text(json, 0, json.length));
  }
}
