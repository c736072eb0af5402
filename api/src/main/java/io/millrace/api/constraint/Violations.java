package io.millrace.api.constraint;

import graphql.language.SourceLocation;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLInputValueDefinition;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLTypeUtil;
import io.millrace.api.ApiProperties.Inputs;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import io.millrace.api.error.RequestException.Mistake;
import io.millrace.api.gate.UnknownVariable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the values of an operation's arguments violate. */
final class Violations {

  /** A person mends some, and asks again; a program that sends garbage reads none. */
  private static final int MOST = 20;

  private final ConstrainedSchema schema;
  private final long mostValues;
  private final long mostCharacters;
  private final List<Mistake> found = new ArrayList<>();
  private @Nullable SourceLocation location;
  private long values;
  private long characters;

  /**
   * @param limits what variables may hold, and the document; a variable that the document uses a
   *     thousand times is looked at a thousand times, and would make more of it without a bound
   */
  Violations(ConstrainedSchema schema, Inputs limits) {
    this.schema = schema;
    this.mostValues = 2L * limits.maxItems();
    this.mostCharacters = 2L * limits.maxCharacters();
  }

  /**
   * Looks at the value of an argument.
   *
   * @param place where the document gives it
   * @throws RequestException where it has seen too much, or enough
   */
  void look(
      GraphQLArgument argument,
      @Nullable Object value,
      ValuePath path,
      @Nullable SourceLocation place) {
    location = place;
    element(argument, value, path);
  }

  /**
   * Ends the operation where constraints are violated.
   *
   * @throws RequestException with an error for each of them
   */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw RequestException.of(ErrorCode.BAD_USER_INPUT, found);
    }
  }

  private void element(
      GraphQLInputValueDefinition element, @Nullable Object value, ValuePath path) {
    var rules = schema.rules(element);
    if (value instanceof UnknownVariable) {
      return; // nobody can tell yet
    }
    if (value != null) {
      rules.stream().filter(Rule::ofWhole).forEach(rule -> hold(rule, value, path));
    }
    inside(element.getType(), rules.stream().filter(rule -> !rule.ofWhole()).toList(), value, path);
  }

  /**
   * @param rules those of each value that is neither list nor object
   */
  private void inside(
      GraphQLInputType type, List<Rule> rules, @Nullable Object value, ValuePath path) {
    if (value == null
        || value instanceof UnknownVariable
        || (rules.isEmpty() && !schema.concerns(type))) {
      return;
    }
    count(value);
    switch (GraphQLTypeUtil.unwrapNonNull(type)) {
      case GraphQLList list when value instanceof Collection<?> elements -> {
        int index = 0;
        for (var each : elements) {
          if (each == null) {
            countOne();
          }
          inside((GraphQLInputType) list.getWrappedType(), rules, each, path.element(index));
          index++;
        }
      }
      case GraphQLInputObjectType object when value instanceof Map<?, ?> fields ->
          object.getFieldDefinitions().stream()
              .filter(schema::concerns)
              .forEach(
                  field ->
                      element(field, fields.get(field.getName()), path.field(field.getName())));
      default -> rules.forEach(rule -> hold(rule, value, path));
    }
  }

  private void hold(Rule rule, Object value, ValuePath path) {
    if (value instanceof String text) {
      count(text, rule.surcharge());
    }
    if (rule.accepts().test(value)) {
      return;
    }
    if (found.size() == MOST) {
      found.add(
          new Mistake(
              "More values violate constraints: these are the first %d".formatted(MOST), location));
      throwIfAny();
    }
    found.add(
        new Mistake(
            "%s is %s, and %s".formatted(path, ShownValue.of(value), rule.demand()), location));
  }

  private void count(Object value) {
    countOne();
    if (value instanceof String text) {
      count(text, 1);
    }
  }

  private void countOne() {
    if (++values > mostValues) {
      throw RequestException.badInput(
          "The arguments hold more than %d values, those of a variable counted at each use: send several requests",
          mostValues);
    }
  }

  private void count(String text, int times) {
    characters += (long) text.length() * times;
    if (characters > mostCharacters) {
      throw RequestException.badInput(
          "The arguments' texts have more than %d characters, those of a variable counted at each use and those for a large pattern several times: send several requests",
          mostCharacters);
    }
  }
}
