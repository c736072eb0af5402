package io.millrace.write.command;

import io.millrace.schema.key.DocumentKey;
import io.millrace.write.command.CommandResult.Done;
import io.millrace.write.command.CommandResult.Refused;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** A command's result as the idempotency table keeps it. */
final class CommandResultJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private CommandResultJson() {}

  private record Stored(
      List<DocumentKey> touched, List<DocumentKey> deleted, List<RuleViolation> violations) {}

  static String write(CommandResult result) {
    return MAPPER.writeValueAsString(
        switch (result) {
          case Done(var touched, var deleted) -> new Stored(touched, deleted, List.of());
          case Refused(var violations) -> new Stored(List.of(), List.of(), violations);
        });
  }

  static CommandResult read(String json) {
    var stored = MAPPER.readValue(json, Stored.class);
    return stored.violations().isEmpty()
        ? new Done(stored.touched(), stored.deleted())
        : new Refused(stored.violations());
  }
}
