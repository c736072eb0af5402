package io.millrace.api.garden;

import io.millrace.write.command.CommandHandlers;
import io.millrace.write.command.CommandResult;
import io.millrace.write.command.RuleViolation;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Commands on diaries and ledgers; they don't ask who sends them. */
@CommandHandlers(errorCodes = DiaryCommands.DiaryErrorCode.class)
public class DiaryCommands {

  enum DiaryErrorCode {
    TITLE_BLANK
  }

  private final DatabaseClient database;

  DiaryCommands(DatabaseClient database) {
    this.database = database;
  }

  /** Gives a diary a title. */
  public Mono<CommandResult> diaryWrite(DiaryWriteInput input) {
    if (input.title().isBlank()) {
      return Mono.just(
          CommandResult.refused(
              RuleViolation.at(DiaryErrorCode.TITLE_BLANK, "A diary needs a title", "title")));
    }
    return database
        .sql("update diary set title = :title where id = :id")
        .bind("title", input.title())
        .bind("id", input.id().number())
        .fetch()
        .rowsUpdated()
        .thenReturn(CommandResult.touched(input.id()));
  }

  /** Closes a ledger, which changes nothing. */
  public Mono<CommandResult> ledgerClose(LedgerCloseInput input) {
    return Mono.just(CommandResult.touched(input.id()));
  }
}
