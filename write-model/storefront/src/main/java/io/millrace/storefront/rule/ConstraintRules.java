package io.millrace.storefront.rule;

import io.millrace.write.command.CommandRefusedException;
import io.millrace.write.command.RuleViolation;
import io.r2dbc.postgresql.api.PostgresqlException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Rules that only the database can keep under concurrency: a unique key, or that what is referred
 * to exists. Asking before writing would still race; so the write is tried, and the constraint that
 * refused it says which rule was violated. The transaction is lost, as that of a refused command is
 * anyway.
 */
public final class ConstraintRules {

  private ConstraintRules() {}

  /**
   * Turns a violated constraint into the violation that stands for it; any other failure stays what
   * it is.
   *
   * @param rules violations by the constraint's name
   */
  public static Function<DataIntegrityViolationException, Throwable> refusing(
      Map<String, RuleViolation> rules) {
    return failure ->
        constraint(failure)
            .map(rules::get)
            .<Throwable>map(CommandRefusedException::new)
            .orElse(failure);
  }

  private static Optional<String> constraint(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof PostgresqlException postgres) {
        return postgres.getErrorDetails().getConstraintName();
      }
    }
    return Optional.empty();
  }
}
