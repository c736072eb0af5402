package io.millrace.write.command;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Component;

/**
 * Marks a bean whose public methods handle commands. The method named like a mutation field handles
 * it: it takes the field's generated input type and, where it wants, the {@link Caller}, runs in
 * one transaction, and returns a {@code Mono<CommandResult>}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface CommandHandlers {

  /**
   * The codes that the methods refuse commands with: for each enum that a payload's {@code
   * userErrors} name, the Java enum of the same name and with the same values. A generated one is
   * the schema's own; what this checks then is that the mutation's payload names that enum.
   */
  Class<? extends Enum<?>>[] errorCodes();
}
