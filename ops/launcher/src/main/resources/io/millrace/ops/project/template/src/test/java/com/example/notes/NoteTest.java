package com.example.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ops.test.MillraceTest;
import io.millrace.ops.test.RunningMillrace;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Notes on the running platform: real Postgres, Elasticsearch and Redis, API and projector. */
@MillraceTest
class NoteTest {

  @Test
  void anAddedNoteIsInThePayloadAndFoundOnceProjected(RunningMillrace millrace) {
    millrace
        .query(
            """
            mutation {
              noteAdd(input: {title: "Groceries", text: "Oat milk"}) {
                note { title text } userErrors { code }
              }
            }""")
        .path("noteAdd.note.title")
        .entity(String.class)
        .isEqualTo("Groceries");

    millrace.awaitProjected();
    millrace
        .query("{ notes(query: \"grocerys\", first: 5) { nodes { text } } }")
        .path("notes.nodes[*].text")
        .entityList(String.class)
        .isEqualTo(List.of("Oat milk"));
  }

  @Test
  void aRowWrittenByAnotherProgramIsADocument(RunningMillrace millrace) {
    var id = millrace.sql("insert into note (title) values ('By hand') returning id").getFirst();
    millrace.awaitProjected();
    var note = millrace.document("Note", id.get("id")).orElseThrow();
    assertThat(note.get("title").asString()).isEqualTo("By hand");
  }

  @Test
  void aBlankTitleIsRefusedAsData(RunningMillrace millrace) {
    millrace
        .query(
            """
            mutation {
              noteAdd(input: {title: " "}) { note { id } userErrors { code field } }
            }""")
        .path("noteAdd.note")
        .valueIsNull()
        .path("noteAdd.userErrors[*].code")
        .entityList(String.class)
        .isEqualTo(List.of("TITLE_BLANK"));
  }
}
