package io.millrace.write.command;

import reactor.core.publisher.Mono;

/** Carries out commands, each in one transaction. */
public interface CommandExecution {

  /**
   * Carries out a command. Once begun it finishes, whether or not its subscriber stays.
   *
   * <p>Signals {@link InvalidInputException} where the input names what is no id of the right type,
   * {@link IdempotencyKeyReusedException} where the key was used with another input, {@link
   * OutcomeUnknownException} where it is not known in time what became of it, and the handler's own
   * errors; after each but the third nothing of the command is kept.
   *
   * @throws java.util.NoSuchElementException when no handler has the mutation's name
   */
  Mono<CommandOutcome> execute(CommandCall call);
}
