package io.millrace.schema.scalar;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes a scalar that is a string in JSON. Its messages repeat at most a short part of
 * what the client sent, and nothing of the server's inside.
 */
final class TextCoercing<T> implements Coercing<T, String> {

  private static final int MAX_QUOTED_CHARACTERS = 40;

  private final TextFormat<T> format;

  TextCoercing(TextFormat<T> format) {
    this.format = format;
  }

  @Override
  public String serialize(Object result, GraphQLContext context, Locale locale) {
    var value = result instanceof String text ? format.read(text) : format.convert(result);
    if (value == null) {
      throw new CoercingSerializeException("The value is not %s.".formatted(format.expected()));
    }
    return format.write(value);
  }

  @Override
  public T parseValue(Object input, GraphQLContext context, Locale locale) {
    var value =
        switch (input) {
          case String text -> format.read(text);
          case Number number when format.numeric() -> format.read(number.toString());
          default -> null;
        };
    if (value == null) {
      throw new CoercingParseValueException(message(input.toString()));
    }
    return value;
  }

  @Override
  public T parseLiteral(
      Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
    var text = text(input);
    var value = text == null ? null : format.read(text);
    if (value == null) {
      throw new CoercingParseLiteralException(message(text == null ? "The value" : text));
    }
    return value;
  }

  @Override
  public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
    return StringValue.of(serialize(input, context, locale));
  }

  private @Nullable String text(Value<?> literal) {
    return switch (literal) {
      case StringValue string -> string.getValue();
      case IntValue number when format.numeric() -> number.getValue().toString();
      case FloatValue number when format.numeric() -> number.getValue().toString();
      default -> null;
    };
  }

  private String message(String given) {
    var quoted =
        given.length() <= MAX_QUOTED_CHARACTERS
            ? given
            : given.substring(0, MAX_QUOTED_CHARACTERS) + "…";
    return "'%s' is not %s.".formatted(quoted, format.expected());
  }
}
