package io.millrace.write.derivation;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.key.DocumentKey;
import java.util.Map;
import java.util.Set;

/**
 * The documents of one read model in a batch. Every key that was asked for is in exactly one of the
 * three.
 *
 * @param model the read model
 * @param present the canonical JSON in UTF-8 by key
 * @param absent the keys for which the statement gives no row
 * @param failed the keys whose row does not fit the document's shape, with the reason; the rest of
 *     the batch is good
 */
public record DerivedDocuments(
    ReadModel model,
    Map<DocumentKey, byte[]> present,
    Set<DocumentKey> absent,
    Map<DocumentKey, RuntimeException> failed) {}
