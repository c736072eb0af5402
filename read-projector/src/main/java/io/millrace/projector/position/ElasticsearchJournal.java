package io.millrace.projector.position;

import io.millrace.projector.sink.ElasticsearchHttp;
import io.millrace.projector.sink.ElasticsearchHttp.Answer;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.position.StreamPosition;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The record of an Elasticsearch: one document of a small index of its own. */
public final class ElasticsearchJournal extends StoreJournal {

  private static final String INDEX_BODY =
      """
      {"settings": {"number_of_shards": 1, "number_of_replicas": 0},
       "mappings": {"enabled": false}}
      """;

  private final ElasticsearchHttp http;
  private final String index;
  private final String document;

  /** Where the document was when it was read or written last; Elasticsearch compares both. */
  private long sequenceNumber;

  private long primaryTerm;

  public ElasticsearchJournal(ElasticsearchHttp http, StoreNames names) {
    this.http = http;
    this.index = "/" + names.stateIndex();
    this.document = index + "/_doc/" + names.partition();
  }

  @Override
  Optional<StoreState> read() {
    var answer = http.send("GET", document, null);
    if (answer.status() == 404) {
      return Optional.empty();
    }
    remember(answer.orThrow("reading its record"));
    var source = answer.body().path("_source");
    return Optional.of(
        new StoreState(
            source.path("incarnation").asString(),
            StreamPosition.parse(source.path("applied").asString()),
            source.path("epoch").asLong()));
  }

  @Override
  void create(StoreState state) {
    if (http.send("GET", index, null).status() == 404) {
      http.send("PUT", index, INDEX_BODY).orThrow("making the index " + index);
    }
    remember(
        http.send("PUT", document, Map.of("op_type", "create"), json(state))
            .orThrow("beginning its record"));
  }

  @Override
  void replace(StoreState known, StoreState next) {
    var condition =
        Map.of(
            "if_seq_no",
            Long.toString(sequenceNumber),
            "if_primary_term",
            Long.toString(primaryTerm));
    var answer = http.send("PUT", document, condition, json(next));
    if (answer.ok()) {
      remember(answer);
      return;
    }
    // The new record may be there already, when the answer to an earlier try was lost.
    var found = read();
    if (found.isEmpty() || !found.get().equals(next)) {
      throw new StoreChangedException(
          "Elasticsearch has %s where %s was recorded"
              .formatted(found.map(StoreState::toString).orElse("nothing"), known));
    }
  }

  private void remember(Answer answer) {
    sequenceNumber = answer.body().path("_seq_no").asLong();
    primaryTerm = answer.body().path("_primary_term").asLong();
  }

  private static byte[] json(StoreState state) {
    return JsonMapper.shared()
        .writeValueAsString(
            Map.of(
                "incarnation",
                state.incarnation(),
                "applied",
                state.applied().toString(),
                "epoch",
                state.epoch()))
        .getBytes(StandardCharsets.UTF_8);
  }
}
