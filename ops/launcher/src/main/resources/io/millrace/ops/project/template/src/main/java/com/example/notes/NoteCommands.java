package com.example.notes;

import com.example.notes.graphql.types.NoteAddInput;
import com.example.notes.graphql.types.NoteErrorCode;
import io.millrace.schema.key.DocumentKey;
import io.millrace.write.command.CommandHandlers;
import io.millrace.write.command.CommandResult;
import io.millrace.write.command.RuleViolation;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Handles the commands on notes: each method the mutation of its name, in one transaction. */
@CommandHandlers(errorCodes = NoteErrorCode.class)
public class NoteCommands {

  private final DatabaseClient database;

  NoteCommands(DatabaseClient database) {
    this.database = database;
  }

  /** Adds a note. */
  public Mono<CommandResult> noteAdd(NoteAddInput input) {
    if (input.getTitle().isBlank()) {
      return Mono.just(
          CommandResult.refused(
              RuleViolation.at(NoteErrorCode.TITLE_BLANK, "Give the note a title", "title")));
    }
    return database
        .sql("insert into note (title, text) values (:title, :text) returning id")
        .bind("title", input.getTitle())
        .bind("text", Parameters.in(R2dbcType.VARCHAR, input.getText()))
        .mapValue(Long.class)
        .one()
        .map(id -> CommandResult.touched(DocumentKey.of("Note", id)));
  }
}
