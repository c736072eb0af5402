package io.millrace.schema.version;

import graphql.language.AstPrinter;
import graphql.language.InputValueDefinition;
import io.millrace.schema.constraint.AcceptedValues;
import io.millrace.schema.constraint.Constraint;
import io.millrace.schema.version.SchemaChange.Effect;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What changes in the constraints of an argument or input field. Fewer values break clients, as a
 * narrower type does: an operation fails that was valid.
 */
final class ConstraintChange {

  private ConstraintChange() {}

  static Optional<SchemaChange> between(
      String coordinate, InputValueDefinition before, InputValueDefinition after) {
    var then = AcceptedValues.of(before);
    var now = AcceptedValues.of(after);
    boolean fewer = !now.includes(then);
    if (!fewer && then.includes(now)) {
      return Optional.empty();
    }
    return Optional.of(
        new SchemaChange(
            fewer ? Effect.BREAKING : Effect.SAFE,
            coordinate,
            "`%s` takes %s values: its constraints were %s and are %s"
                .formatted(coordinate, fewer ? "other" : "more", written(before), written(after)),
            after.getSourceLocation()));
  }

  private static String written(InputValueDefinition value) {
    var constraints = Constraint.on(value);
    return constraints.isEmpty()
        ? "none"
        : constraints.stream().map(AstPrinter::printAst).collect(Collectors.joining(" ", "`", "`"));
  }
}
