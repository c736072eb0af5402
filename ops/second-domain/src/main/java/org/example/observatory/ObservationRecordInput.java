package org.example.observatory;

import io.millrace.schema.key.DocumentKey;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was seen, as the schema's input type of this name says it. */
public record ObservationRecordInput(
    DocumentKey telescopeId,
    String target,
    @Nullable String notes,
    @Nullable BigDecimal magnitude,
    Instant observedAt) {}
