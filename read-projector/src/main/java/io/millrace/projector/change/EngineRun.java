package io.millrace.projector.change;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.debezium.engine.spi.OffsetCommitPolicy;
import io.millrace.projector.slot.ProjectorHaltException;
import io.millrace.projector.slot.SlotQueryException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One engine's life: from its start at the slot to its first error, since an engine is never used
 * again.
 *
 * <p>How the slot moves: {@code markProcessed} only remembers the offset of the record it is given
 * last, whichever batch that record came with; {@code markBatchFinished} stores it, and the
 * engine's next poll confirms that offset's {@code lsn_commit} to Postgres. So the record of an
 * earlier batch's end, marked later, moves the slot exactly there, as long as only this thread
 * marks.
 */
final class EngineRun {

  private static final Logger log = LoggerFactory.getLogger(EngineRun.class);

  private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
  private final RecordReader reader = new RecordReader();
  private final BatchAssembler<RecordChangeEvent<SourceRecord>> assembler;
  private final AcknowledgementLedger<RecordChangeEvent<SourceRecord>> ledger;
  private final SlotProof proof;
  private final Runnable onProven;
  private final ChangeConsumer consumer;
  private final CompletableFuture<Optional<Throwable>> ended = new CompletableFuture<>();
  private final ReentrantLock receiving = new ReentrantLock();
  private boolean over; // guarded by receiving
  private volatile @Nullable RuntimeException fatal;

  /**
   * An engine that has not started.
   *
   * @param onProven called once on the engine's thread, when the nonce has arrived; what it throws
   *     ends the engine
   */
  EngineRun(
      Properties properties,
      ChangeSourceSettings settings,
      SlotProof proof,
      AcknowledgementLedger<RecordChangeEvent<SourceRecord>> ledger,
      ChangeConsumer consumer,
      Runnable onProven) {
    this.proof = proof;
    this.ledger = ledger;
    this.consumer = consumer;
    this.onProven = onProven;
    this.assembler =
        new BatchAssembler<>(settings.transactionRows(), settings.batchRows(), this::handOver);
    this.engine =
        DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
            .using(properties)
            .using(OffsetCommitPolicy.always())
            .using(
                (success, message, error) -> {
                  log.debug("The engine has ended: {}", message);
                  ended.complete(Optional.ofNullable(error));
                })
            .notifying(this::receive)
            .build();
  }

  /**
   * Runs until the engine ends.
   *
   * @return why it ended; empty when it was closed
   * @throws ProjectorHaltException when the slot is lost or taken
   * @throws ChangeSourceFailedException when the consumer or a record failed
   */
  Optional<Throwable> run() throws InterruptedException {
    var thread =
        Thread.ofPlatform()
            .daemon()
            .name("millrace-change-engine")
            .start(
                () -> {
                  try {
                    engine.run();
                    ended.complete(Optional.empty());
                  } catch (RuntimeException failure) {
                    ended.complete(Optional.of(failure));
                  }
                });
    Optional<Throwable> why;
    try {
      why = ended.get();
      thread.join(10_000);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException interrupted) {
      close();
      throw interrupted;
    }
    // The next engine must not hand over while this one's last batch is still on its way into the
    // consumer, which the engine's end interrupts.
    receiving.lock();
    try {
      over = true;
    } finally {
      receiving.unlock();
    }
    var found = fatal;
    if (found != null) {
      throw found;
    }
    return why;
  }

  /** Ends the engine; any thread but the engine's own may call it. */
  void close() {
    try {
      engine.close();
    } catch (IOException | IllegalStateException ended) {
      log.debug("The engine was ending already", ended);
    }
  }

  private void receive(
      List<RecordChangeEvent<SourceRecord>> records,
      DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
      throws InterruptedException {
    receiving.lockInterruptibly();
    try {
      if (over) {
        throw new IllegalStateException("Nothing is taken from an engine that has ended");
      }
      release(committer);
      for (var event : records) {
        take(event);
      }
      assembler.flush();
      release(committer);
    } catch (ProjectorHaltException halt) {
      fatal = halt;
      throw halt;
    } catch (SlotQueryException lostConnection) {
      throw lostConnection;
    } catch (RuntimeException failure) {
      fatal =
          new ChangeSourceFailedException("A batch of changes could not be handed over", failure);
      throw failure;
    } finally {
      over |= fatal != null;
      receiving.unlock();
    }
  }

  private void take(RecordChangeEvent<SourceRecord> event) throws InterruptedException {
    switch (reader.read(event.record())) {
      case StreamEvent.Row row -> assembler.row(row.change());
      case StreamEvent.TransactionEnd end -> {
        proof.observe(end.position());
        assembler.transactionEnd(end.position(), event);
      }
      case StreamEvent.MarkerSeen seen -> {
        if (proof.observe(seen.marker())) {
          onProven.run();
        }
        assembler.marker(seen.marker(), event);
      }
      case StreamEvent.Ignored ignored -> {}
    }
  }

  private void handOver(BatchAssembler.Assembled<RecordChangeEvent<SourceRecord>> assembled)
      throws InterruptedException {
    var entry = ledger.handOver(assembled.end(), assembled.token());
    consumer.accept(new HandedOverBatch(assembled, entry::acknowledge));
  }

  private void release(DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
      throws InterruptedException {
    if (!proof.proven()) {
      return; // not before the slot is known to be ours
    }
    var due = ledger.release();
    if (due.isPresent()) {
      committer.markProcessed(due.get());
      committer.markBatchFinished();
    }
  }
}
