package io.millrace.api.gate;

import io.millrace.api.ApiProperties.Inputs;
import io.millrace.api.error.RequestException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Refuses variables that hold too much. What stands in the document, its own shape bounds. */
final class InputBounds implements OperationCheck {

  private final Inputs limits;

  InputBounds(Inputs limits) {
    this.limits = limits;
  }

  @Override
  public Mono<Void> check(Operation operation) {
    var count = new Count();
    operation.input().getVariables().forEach((name, value) -> count.add(name, value, 1));
    return Mono.empty();
  }

  /** What the variables hold, as far as they are looked through. */
  private final class Count {

    private int items;
    private int characters;

    void add(String variable, @Nullable Object value, int depth) {
      if (depth > limits.maxDepth()) {
        throw RequestException.badInput(
            "The variable $%s nests more than %d values deep: send flatter values",
            variable, limits.maxDepth());
      }
      if (++items > limits.maxItems()) {
        throw RequestException.badInput(
            "The variables hold more than %d values: send several requests", limits.maxItems());
      }
      switch (value) {
        case String text -> addText(text);
        case Collection<?> list -> list.forEach(each -> add(variable, each, depth + 1));
        case Map<?, ?> object -> object.values().forEach(each -> add(variable, each, depth + 1));
        case null, default -> {
          // A number, a truth value or nothing.
        }
      }
    }

    private void addText(String text) {
      characters += text.length();
      if (characters > limits.maxCharacters()) {
        throw RequestException.badInput(
            "The variables' texts have more than %d characters: send several requests",
            limits.maxCharacters());
      }
    }
  }
}
