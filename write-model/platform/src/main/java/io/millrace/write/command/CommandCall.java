package io.millrace.write.command;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mutation field to be carried out.
 *
 * @param mutation the field's name
 * @param input its coerced {@code input}; ids as {@link io.millrace.schema.key.DocumentKey} or as
 *     global ids
 * @param caller who calls
 * @param subject what idempotency keys belong to
 * @param idempotencyKey makes the call safe to repeat, null without
 * @param position the field's place among the mutations of its request, from 0
 */
public record CommandCall(
    String mutation,
    Map<String, ? extends @Nullable Object> input,
    Caller caller,
    String subject,
    @Nullable String idempotencyKey,
    int position) {

  /** A call of somebody unnamed. */
  public CommandCall(
      String mutation,
      Map<String, ? extends @Nullable Object> input,
      String subject,
      @Nullable String idempotencyKey,
      int position) {
    this(mutation, input, Caller.ANONYMOUS, subject, idempotencyKey, position);
  }
}
