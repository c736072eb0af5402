package io.millrace.api.garden;

import io.millrace.schema.key.DocumentKey;

/** As a code generator would write it. */
public record LedgerCloseInput(DocumentKey id) {}
