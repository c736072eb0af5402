package io.millrace.write.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.key.DocumentKey;
import io.millrace.write.channel.ChannelRecord.DeadLetterResolved;
import io.millrace.write.channel.ChannelRecord.DeadLettered;
import io.millrace.write.channel.ChannelRecord.DocumentsChanged;
import io.millrace.write.channel.ChannelRecord.Heartbeat;
import io.millrace.write.channel.ChannelRecord.ModelDropped;
import io.millrace.write.channel.ChannelRecord.ModelSwapped;
import io.millrace.write.channel.ChannelRecord.PositionReached;
import io.millrace.write.channel.ChannelRecord.StoreRepaired;
import io.millrace.write.channel.ChannelRecord.StoreRestored;
import io.millrace.write.channel.ChannelRecord.Unrecognised;
import io.millrace.write.position.SourcePartition;
import io.millrace.write.position.StreamPosition;
import io.millrace.write.position.WalPosition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChannelEntryTest {

  private static final DocumentVersion VERSION = DocumentVersion.of(3, 1234);
  private static final StreamPosition POSITION =
      new StreamPosition(
          SourcePartition.MAIN, "7388000000000000001", 2, WalPosition.parse("FFFFFFFF/A0"));

  static List<ChannelRecord> everyRecord() {
    return List.of(
        new DocumentsChanged(
            "Product", "abc", ReadStore.LOOKUP, VERSION, List.of("1", "", "a%7E~\n,"), List.of()),
        new DocumentsChanged("Product", "abc", ReadStore.SEARCH, VERSION, List.of(), List.of("9")),
        new PositionReached(ReadStore.SEARCH, POSITION),
        new Heartbeat(),
        new ModelSwapped("Product", "abc"),
        new ModelDropped("Product", "abc"),
        new StoreRestored(ReadStore.LOOKUP, "x"),
        new StoreRepaired(ReadStore.SEARCH, "x"),
        new DeadLettered("abc", DocumentKey.of("Product", 1)),
        new DeadLetterResolved("abc", DocumentKey.of("Product", 1)));
  }

  @ParameterizedTest
  @MethodSource("everyRecord")
  void anEntryIsReadAsItWasWritten(ChannelRecord record) {
    var entry = new ChannelEntry(new ChannelId(2, 1), new ChannelId(1, 77), record);

    assertThat(ChannelEntry.decode(entry.id().toString(), entry.fields())).isEqualTo(entry);
  }

  @Test
  void whatANewerProjectorSaysIsNotLost() {
    var fields = new HashMap<String, String>();
    fields.put("after", "1-1");
    fields.put("type", "from-the-future");

    assertThat(ChannelEntry.decode("1-2", fields).record())
        .isEqualTo(new Unrecognised("from-the-future"));
    fields.putAll(
        new ChannelEntry(new ChannelId(1, 2), new ChannelId(1, 1), new Heartbeat()).fields());
    fields.put("more", "unknown");
    assertThat(ChannelEntry.decode("1-2", fields).record()).isEqualTo(new Heartbeat());
  }

  @Test
  void aMalformedEntryIsNamed() {
    assertThatThrownBy(() -> ChannelEntry.decode("1-2", Map.of("type", "heartbeat")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Entry 1-2 of the channel lacks its field 'after'");
  }

  @Test
  void tenThousandDocumentsAreTenEntries() {
    var keys = IntStream.range(0, 9_500).mapToObj(i -> DocumentKey.of("Product", i)).toList();
    var gone = IntStream.range(9_500, 10_000).mapToObj(i -> DocumentKey.of("Product", i)).toList();

    var records = DocumentsChanged.pack("Product", "abc", ReadStore.LOOKUP, VERSION, keys, gone);

    assertThat(records).hasSize(10);
    assertThat(records.stream().flatMap(DocumentsChanged::notices).map(ChangeNotice::key))
        .startsWith(keys.getFirst())
        .endsWith(gone.getLast())
        .hasSize(10_000);
    assertThat(records.getLast().notices().map(ChangeNotice::operation))
        .contains(ChangeNotice.Operation.UPSERT, ChangeNotice.Operation.DELETE);
  }

  @Test
  void idsAreOrderedByGenerationThenSequence() {
    assertThat(ChannelId.parse("2-1")).isGreaterThan(ChannelId.parse("1-99"));
    assertThat(new ChannelId(1, 99).next()).isEqualTo(ChannelId.parse("1-100"));
    assertThatThrownBy(
            () -> new ChannelEntry(new ChannelId(1, 1), new ChannelId(1, 1), new Heartbeat()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void positionsCompareAsUnsignedAndOnlyWithinAClusterAndStream() {
    var high = WalPosition.parse("FFFFFFFF/FFFFFFFF");
    assertThat(high)
        .isGreaterThan(WalPosition.parse("7FFFFFFF/0"))
        .hasToString("FFFFFFFF/FFFFFFFF");
    assertThat(POSITION.hasReached(StreamPosition.parse(POSITION.toString()))).isTrue();
    assertThat(
            POSITION.hasReached(new StreamPosition(SourcePartition.MAIN, "1", 1, WalPosition.ZERO)))
        .isFalse();
    assertThat(
            POSITION.hasReached(
                new StreamPosition(
                    SourcePartition.MAIN, POSITION.systemIdentifier(), 3, POSITION.wal())))
        .isFalse();
  }
}
