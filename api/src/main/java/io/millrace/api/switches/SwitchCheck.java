package io.millrace.api.switches;

import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import io.millrace.api.gate.Operation;
import io.millrace.api.gate.OperationCheck;
import io.millrace.api.identity.Identity;
import io.millrace.api.persisted.DocumentHash;
import reactor.core.publisher.Mono;

/** Refuses what is off. */
final class SwitchCheck implements OperationCheck {

  private final Switches switches;

  SwitchCheck(Switches switches) {
    this.switches = switches;
  }

  @Override
  public Mono<Void> check(Operation operation) {
    var off = switches.off();
    var caller = Identity.of(operation.context());
    if (!off.clients().isEmpty()
        && off.clients()
            .contains(caller.token().map(Identity.Token::client).orElseGet(caller::client))) {
      return refusal("This client");
    }
    if (!off.subjects().isEmpty()
        && caller
            .token()
            .map(Identity.Token::subject)
            .filter(off.subjects()::contains)
            .isPresent()) {
      return refusal("This account");
    }
    return !off.operations().isEmpty() && isOff(operation, off)
        ? refusal("This operation")
        : Mono.empty();
  }

  private static boolean isOff(Operation operation, SwitchedOff off) {
    var name = operation.definition().getName();
    return (name != null && off.operations().contains(name))
        || off.operations().contains(DocumentHash.of(operation.text()));
  }

  private static Mono<Void> refusal(String who) {
    return Mono.error(
        new RequestException(
            ErrorCode.SWITCHED_OFF,
            who + " is switched off for now: ask the server's operator before trying again"));
  }
}
