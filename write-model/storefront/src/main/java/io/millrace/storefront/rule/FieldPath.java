package io.millrace.storefront.rule;

import io.millrace.write.command.CommandRefusedException;
import io.millrace.write.command.RuleViolation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/**
 * The path of an input field, list indices included, which a violation names.
 *
 * @param names the names and indices from the input's root; empty for the input as a whole
 */
public record FieldPath(List<String> names) {

  /** The input as a whole. */
  public static final FieldPath ROOT = new FieldPath(List.of());

  public FieldPath {
    names = List.copyOf(names);
  }

  /** The path of these names and indices from the input's root. */
  public static FieldPath of(Object... names) {
    return new FieldPath(Arrays.stream(names).map(Object::toString).toList());
  }

  /** The field (or, with a number, the element) below this one. */
  public FieldPath child(Object name) {
    return new FieldPath(Stream.concat(names.stream(), Stream.of(name.toString())).toList());
  }

  /** A violation at this field. */
  public RuleViolation violates(Enum<?> code, String message) {
    return new RuleViolation(code.name(), message, names);
  }

  /** Refuses the command for a violation at this field. */
  public CommandRefusedException refuses(Enum<?> code, String message) {
    return new CommandRefusedException(violates(code, message));
  }

  /** Refuses the command when subscribed to: what an empty result is switched to. */
  public <T> Mono<T> refused(Enum<?> code, String message) {
    return Mono.error(() -> refuses(code, message));
  }
}
