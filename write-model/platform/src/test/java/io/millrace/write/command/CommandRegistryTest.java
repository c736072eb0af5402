package io.millrace.write.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schema.catalog.AccessRules;
import io.millrace.schema.catalog.Catalog;
import io.millrace.write.Library;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class CommandRegistryTest {

  /** Every mistake at once. */
  @CommandHandlers(errorCodes = {})
  public static class Mistaken {
    /** Of the wrong type. */
    public String bookAdd(String input) {
      return input;
    }

    /** No mutation. */
    public Mono<CommandResult> bookBurn(BookRemoveInput input) {
      return Mono.just(CommandResult.deleted(input.getId()));
    }

    Mono<CommandResult> notPublic() {
      return Mono.empty();
    }
  }

  /** A second one. */
  @CommandHandlers(errorCodes = {})
  public static class Doubled {
    /** Again. */
    public Mono<CommandResult> bookBurn(BookRemoveInput input) {
      return Mono.just(CommandResult.deleted(input.getId()));
    }
  }

  @Test
  void allMismatchesAreShownTogether() {
    assertThatThrownBy(
            () -> CommandRegistry.bind(Library.catalog(), List.of(new Mistaken(), new Doubled())))
        .isInstanceOfSatisfying(
            CommandBindingException.class,
            mismatch ->
                assertThat(mismatch.problems())
                    .containsExactlyInAnyOrder(
                        "Mistaken.bookBurn and Doubled.bookBurn both handle bookBurn: keep one",
                        "Mistaken.bookAdd takes (String), and the mutation's input is BookAddInput:"
                            + " take the generated class BookAddInput and, where it matters who"
                            + " calls, a Caller",
                        "Mistaken.bookAdd returns String: return Mono<CommandResult>",
                        "No handler for the mutation bookRemove: write a method"
                            + " `Mono<CommandResult> bookRemove(BookRemoveInput input)` in a"
                            + " @CommandHandlers class that is a bean (a new project lists it in"
                            + " CommandsAutoConfiguration)",
                        "Mistaken.bookBurn handles no mutation: add bookBurn to the type Mutation,"
                            + " or make the method package-private"));
  }

  /** Handlers whose codes are not those of the schema. */
  static final class OtherCodes {

    enum BookAddErrorCode {
      ISBN_MISSPELT
    }

    @CommandHandlers(errorCodes = BookAddErrorCode.class)
    static final class Handlers {
      public Mono<CommandResult> bookAdd(BookAddInput input) {
        return Mono.empty();
      }

      public Mono<CommandResult> bookRemove(BookRemoveInput input) {
        return Mono.empty();
      }
    }
  }

  @Test
  void codesThatOnlyHandlerOrSchemaHasAreNamedWithBothSides() {
    assertThatThrownBy(
            () -> CommandRegistry.bind(Library.catalog(), List.of(new OtherCodes.Handlers())))
        .isInstanceOfSatisfying(
            CommandBindingException.class,
            mismatch ->
                assertThat(mismatch.problems())
                    .containsExactlyInAnyOrder(
                        "io.millrace.write.command.CommandRegistryTest$OtherCodes$BookAddErrorCode"
                            + " has [ISBN_MISSPELT], which the schema's enum BookAddErrorCode"
                            + " lacks: add them there, or remove them here",
                        "The schema's enum BookAddErrorCode has [ISBN_TAKEN], which"
                            + " io.millrace.write.command.CommandRegistryTest$OtherCodes$BookAddErrorCode"
                            + " lacks: add them there, or remove them here",
                        "Handlers.bookRemove handles bookRemove, whose userErrors show"
                            + " BookRemoveErrorCode, and its class declares the codes"
                            + " (BookAddErrorCode): add BookRemoveErrorCode.class to errorCodes of"
                            + " @CommandHandlers"));
  }

  @Test
  void aMutationWithoutHandlerIsNamed() {
    var empty =
        new Catalog(
            Map.of(),
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            AccessRules.NONE,
            Library.catalog().definitions(),
            Library.catalog().versions());
    var registry = CommandRegistry.bind(empty, List.of());

    assertThatThrownBy(() -> registry.command("bookAdd"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("bookAdd");
  }
}
