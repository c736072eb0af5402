package io.millrace.schema.document;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.key.DocumentKey;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Measures the rewrite of a document of about 1 KB: {@code java -cp … CanonicalWriterBench}. The
 * best of ten rounds counts, since the machine is shared.
 */
final class CanonicalWriterBench {

  private static final int ROUNDS = 10;
  private static final int CALLS = 100_000;

  /** Keeps the results alive, so that no work is optimised away. */
  static volatile Object sink = "";

  private CanonicalWriterBench() {}

  public static void main(String[] arguments) {
    ReadModel model = Gadgets.MODEL;
    DocumentKey key = Gadgets.key(42);
    byte[] jsonb = Gadgets.bytes(JSONB);
    var writer = CanonicalWriter.of(model);
    byte[] canonical = writer.write(key, jsonb);
    if (!Arrays.equals(canonical, StreamingRewrite.write(model, key, jsonb))) {
      throw new AssertionError("the two rewrites differ");
    }
    var version = DocumentVersion.of(1, 7);
    var document = Document.of(model, key, version, canonical);
    var search = SearchDocument.of(model);
    System.out.printf("jsonb %d B, canonical %d B%n", jsonb.length, canonical.length);
    measure("canonical writer", jsonb.length, call -> writer.write(key, jsonb));
    measure("jackson streaming", jsonb.length, call -> StreamingRewrite.write(model, key, jsonb));
    measure(
        "index of slots", canonical.length, call -> Document.of(model, key, version, canonical));
    measure("search document", canonical.length, call -> search.write(document));
    measure(
        "stored value",
        canonical.length,
        call -> new StoredValue.Present(version, canonical).encode());
  }

  private static void measure(String what, int bytes, IntFunction<Object> work) {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int call = 0; call < CALLS; call++) {
        sink = work.apply(call);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    double nanos = (double) best / CALLS;
    System.out.printf("%-18s %7.0f ns/document %7.0f MB/s%n", what, nanos, bytes * 1e3 / nanos);
  }

  private static final String JSONB =
      """
      {"name": "Brass lantern with a \\"storm\\" glass, large", "tags": ["garden", "lighting", \
      "brass"], "parts": [{"id": 1801, "code": "LN-0001-A", "price": {"amount": 12.50, \
      "currencyCode": "GBP"}, "weight": 0.750}, {"id": 1802, "code": "LN-0001-B", "price": \
      {"amount": 3.001, "currencyCode": "GBP"}, "weight": 1.2}, {"id": 1803, "code": "LN-0001-C", \
      "price": null, "weight": null}, {"id": 1804, "code": "LN-0001-D", "price": {"amount": 7, \
      "currencyCode": "GBP"}, "weight": 2}], "price": {"amount": 19.9900, "currencyCode": "GBP"}, \
      "state": "ACTIVE", "stock": 140, "active": true, "amount": 19.9900, "madeAt": \
      "2026-11-24T08:30:00.123456+00:00", "rating": 4.25, "serial": 9007199254740993, "siteId": \
      ["north", 7], "soldOn": "2026-11-24", "makerId": 77, "notesHead": {"ids": [90001, 90002, \
      90003, 90004, 90005, 90006, 90007, 90008, 90009, 90010], "total": 314}}"""
          .strip();
}
