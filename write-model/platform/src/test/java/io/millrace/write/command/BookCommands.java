package io.millrace.write.command;

import io.millrace.schema.key.DocumentKey;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The library's commands; a title that begins with {@code !} makes one misbehave. */
@CommandHandlers(errorCodes = {BookAddErrorCode.class, BookRemoveErrorCode.class})
public class BookCommands {

  final AtomicInteger calls = new AtomicInteger();
  volatile Mono<Void> beforeTheEnd = Mono.empty();

  private final DatabaseClient database;

  BookCommands(DatabaseClient database) {
    this.database = database;
  }

  /** Adds a book. */
  public Mono<CommandResult> bookAdd(BookAddInput input) {
    int call = calls.incrementAndGet();
    var insert =
        database
            .sql(
                """
                insert into book (isbn, title, author_id, price, printed_at)
                values (:isbn, :title, :author, :price, coalesce(:printed, now())) returning id""")
            .bind("isbn", input.getIsbn())
            .bind("title", input.getTitle())
            .bind("author", Math.toIntExact(input.getAuthorId().number()));
    insert =
        input.getPrice() == null
            ? insert.bindNull("price", java.math.BigDecimal.class)
            : insert.bind("price", input.getPrice());
    insert =
        input.getPrintedAt() == null
            ? insert.bindNull("printed", java.time.OffsetDateTime.class)
            : insert.bind("printed", input.getPrintedAt().withOffsetSameInstant(ZoneOffset.UTC));
    return insert
        .map(row -> CommandResult.touched(DocumentKey.of("Book", row.get("id", Long.class))))
        .one()
        .onErrorResume(
            DataIntegrityViolationException.class,
            _ -> Mono.just(CommandResult.refused(taken("The isbn is taken"))))
        .delayUntil(_ -> beforeTheEnd)
        .delayUntil(_ -> misbehave(input.getTitle(), call));
  }

  /** Removes a book. */
  public Mono<CommandResult> bookRemove(BookRemoveInput input) {
    return database
        .sql("delete from book where id = :id")
        .bind("id", input.getId().number())
        .fetch()
        .rowsUpdated()
        .map(_ -> CommandResult.deleted(input.getId()));
  }

  private Mono<Void> misbehave(String title, int call) {
    return switch (title) {
      case "!fault" -> Mono.error(new IllegalStateException("fault"));
      case "!unknown" ->
          Mono.error(
              new CommandRefusedException(new RuleViolation("BOOK_BURNT", "burnt", List.of())));
      case "!refuse" -> Mono.error(new CommandRefusedException(taken("refused late")));
      case "!conflict" ->
          call < 3
              ? database
                  .sql("do $$ begin raise exception 'lost' using errcode = '40001'; end $$")
                  .then()
              : Mono.empty();
      default -> Mono.empty();
    };
  }

  private static RuleViolation taken(String message) {
    return new RuleViolation("ISBN_TAKEN", message, List.of("input", "isbn"));
  }
}
