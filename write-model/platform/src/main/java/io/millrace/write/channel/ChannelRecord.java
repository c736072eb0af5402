package io.millrace.write.channel;

import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.key.DocumentKey;
import io.millrace.write.channel.ChangeNotice.Operation;
import io.millrace.write.position.StreamPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What an entry of the channel says. */
public sealed interface ChannelRecord {

  /**
   * Documents of one read model changed in one store, all derived in one snapshot. The notices of a
   * batch are packed so that 10,000 documents are a dozen entries; {@link #pack} makes them.
   *
   * @param model the read model's type
   * @param modelHash the hash of its version
   * @param store where they changed
   * @param version the version of all of them
   * @param upserted texts of the keys that have a document now
   * @param deleted texts of the keys that have none now
   */
  record DocumentsChanged(
      String model,
      String modelHash,
      ReadStore store,
      DocumentVersion version,
      List<String> upserted,
      List<String> deleted)
      implements ChannelRecord {

    /** The most notices of one entry. */
    public static final int MOST_NOTICES = 1_000;

    public DocumentsChanged {
      upserted = List.copyOf(upserted);
      deleted = List.copyOf(deleted);
    }

    /** The notices one by one. */
    public Stream<ChangeNotice> notices() {
      return Stream.concat(
          upserted.stream().map(text -> notice(text, Operation.UPSERT)),
          deleted.stream().map(text -> notice(text, Operation.DELETE)));
    }

    private ChangeNotice notice(String keyText, Operation operation) {
      return new ChangeNotice(modelHash, new DocumentKey(model, keyText), version, operation);
    }

    /** The records for a batch's documents of one read model, as few as the bound allows. */
    public static List<DocumentsChanged> pack(
        String model,
        String modelHash,
        ReadStore store,
        DocumentVersion version,
        Collection<DocumentKey> upserted,
        Collection<DocumentKey> deleted) {
      var records = new ArrayList<DocumentsChanged>();
      var upserts = new ArrayList<String>();
      var deletes = new ArrayList<String>();
      Runnable flush =
          () -> {
            records.add(new DocumentsChanged(model, modelHash, store, version, upserts, deletes));
            upserts.clear();
            deletes.clear();
          };
      for (var key : upserted) {
        upserts.add(key.text());
        if (upserts.size() == MOST_NOTICES) {
          flush.run();
        }
      }
      for (var key : deleted) {
        deletes.add(key.text());
        if (upserts.size() + deletes.size() == MOST_NOTICES) {
          flush.run();
        }
      }
      if (!upserts.isEmpty() || !deletes.isEmpty()) {
        flush.run();
      }
      return List.copyOf(records);
    }
  }

  /**
   * Every change up to the position is durable in the store and was noticed before this entry.
   *
   * @param store the store
   * @param position the position
   */
  record PositionReached(ReadStore store, StreamPosition position) implements ChannelRecord {}

  /** Nothing happened, and the projector lives. */
  record Heartbeat() implements ChannelRecord {}

  /**
   * A version of a read model is what nodes read from now on.
   *
   * @param model the read model's type
   * @param modelHash the hash of the version
   */
  record ModelSwapped(String model, String modelHash) implements ChannelRecord {}

  /**
   * A version of a read model is gone from the stores.
   *
   * @param model the read model's type
   * @param modelHash the hash of the version
   */
  record ModelDropped(String model, String modelHash) implements ChannelRecord {}

  /**
   * A store came back older or empty. Nodes bypass it until it is repaired.
   *
   * @param store the store
   * @param incarnation what the store calls itself now
   */
  record StoreRestored(ReadStore store, String incarnation) implements ChannelRecord {}

  /**
   * A store that had come back older or empty holds everything again.
   *
   * @param store the store
   * @param incarnation what the store calls itself
   */
  record StoreRepaired(ReadStore store, String incarnation) implements ChannelRecord {}

  /**
   * A document can't be derived: lookups ask Postgres for it, searches over its model are stale.
   *
   * @param modelHash the hash of the read model's version
   * @param key the document's key
   */
  record DeadLettered(String modelHash, DocumentKey key) implements ChannelRecord {}

  /**
   * A dead-lettered document was derived after all.
   *
   * @param modelHash the hash of the read model's version
   * @param key the document's key
   */
  record DeadLetterResolved(String modelHash, DocumentKey key) implements ChannelRecord {}

  /**
   * An entry that a newer projector wrote and this node can't read. It must be taken as a gap:
   * something may have changed that the node did not hear of.
   *
   * @param type the record's type as written
   */
  record Unrecognised(String type) implements ChannelRecord {}
}
