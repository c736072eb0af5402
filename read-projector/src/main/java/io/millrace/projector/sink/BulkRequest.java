package io.millrace.projector.sink;

import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.key.DocumentKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.io.JsonStringEncoder;

/** The body of one {@code _bulk} request, written as bytes, and what each of its items is about. */
final class BulkRequest {

  private final ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 16);
  private final List<DocumentKey> keys = new ArrayList<>();
  private final List<DocumentVersion> versions = new ArrayList<>();

  void index(String index, DocumentKey key, DocumentVersion version, byte[] source) {
    action("index", index, key, version);
    body.writeBytes(source);
    body.write('\n');
  }

  /** Deletes are versioned too: Elasticsearch remembers them for {@code index.gc_deletes}. */
  void delete(String index, DocumentKey key, DocumentVersion version) {
    action("delete", index, key, version);
  }

  int items() {
    return keys.size();
  }

  int bytes() {
    return body.size();
  }

  byte[] body() {
    return body.toByteArray();
  }

  DocumentKey key(int item) {
    return keys.get(item);
  }

  DocumentVersion version(int item) {
    return versions.get(item);
  }

  private void action(String action, String index, DocumentKey key, DocumentVersion version) {
    keys.add(key);
    versions.add(version);
    write("{\"");
    write(action);
    write("\":{\"_index\":\"");
    write(index);
    write("\",\"_id\":\"");
    body.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(key.text()));
    write("\",\"version\":");
    write(Long.toString(version.value()));
    write(",\"version_type\":\"external_gte\"}}\n");
  }

  private void write(String ascii) {
    body.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
  }
}
