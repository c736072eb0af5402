package io.millrace.schema.document;

import io.millrace.schema.catalog.ObjectShape;

/** An object inside a document: a window on the document's bytes. */
final class NestedObject implements DocumentObject {

  private final ObjectShape shape;
  private final byte[] bytes;
  private final int[] offsets;

  NestedObject(ObjectShape shape, byte[] bytes, int from) {
    this.shape = shape;
    this.bytes = bytes;
    this.offsets = CanonicalJson.index(shape, bytes, from);
  }

  @Override
  public ObjectShape shape() {
    return shape;
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public int from(int slot) {
    return CanonicalJson.from(shape, offsets, slot);
  }

  @Override
  public int to(int slot) {
    return offsets[slot + 1];
  }

  @Override
  public String toString() {
    int start = offsets[0] - 1;
    return CanonicalJson.text(bytes, start, CanonicalJson.skip(bytes, start));
  }
}
