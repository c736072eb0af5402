package io.millrace.api;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Locks that BlockHound may see taken: Elasticsearch's client keeps its connections in a pool whose
 * lock is held for as long as one is taken out or put back. A refill takes one from the thread that
 * brought the documents, beside the thread that puts another back.
 */
public final class ShortLocks implements BlockHoundIntegration {

  @Override
  public void applyTo(BlockHound.Builder builder) {
    builder
        .allowBlockingCallsInside("org.apache.hc.core5.pool.StrictConnPool", "lease")
        .allowBlockingCallsInside("org.apache.hc.core5.pool.StrictConnPool", "release");
  }
}
