package io.millrace.write.derivation;

import io.millrace.schema.document.DocumentVersion;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * What one snapshot says about a batch of keys.
 *
 * @param version the snapshot's place in the order of snapshots; every document has it
 * @param models the documents by read model, each model that was asked for once
 * @param derivedAt when the snapshot was taken, by this process's clock
 */
public record DerivedBatch(
    DocumentVersion version, List<DerivedDocuments> models, Instant derivedAt) {

  public DerivedBatch {
    models = List.copyOf(models);
  }

  /**
   * The documents of one read model.
   *
   * @throws NoSuchElementException when it was not asked for
   */
  public DerivedDocuments of(String type) {
    return models.stream()
        .filter(documents -> documents.model().type().equals(type))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("%s was not derived".formatted(type)));
  }
}
