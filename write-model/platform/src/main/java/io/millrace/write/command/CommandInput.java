package io.millrace.write.command;

import graphql.language.Directive;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.StringValue;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import io.millrace.schema.key.InvalidGlobalIdException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Turns a mutation's coerced input into the generated input class. Ids are decoded first, along the
 * SDL's input types, so that a wrong one is reported with its path.
 */
final class CommandInput {

  private final TypeDefinitionRegistry definitions;
  private final JsonMapper mapper =
      JsonMapper.builder()
          .addModule(
              new SimpleModule("document keys")
                  .addSerializer(DocumentKey.class, new KeySerializer())
                  .addDeserializer(DocumentKey.class, new KeyDeserializer()))
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          // The offset that the client gave is part of what it said.
          .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .build();

  CommandInput(TypeDefinitionRegistry definitions) {
    this.definitions = definitions;
  }

  /**
   * The input with its ids decoded.
   *
   * @throws InvalidInputException when an id is none of the right type, or a text is none that
   *     Postgres can store
   */
  Map<String, @Nullable Object> decodeIds(
      String inputType, Map<String, ? extends @Nullable Object> input) {
    return decodeObject(inputType, input, List.of());
  }

  /** The generated class's instance. */
  Object convert(Map<String, ? extends @Nullable Object> input, Class<?> inputClass) {
    return mapper.convertValue(input, inputClass);
  }

  private Map<String, @Nullable Object> decodeObject(
      String inputType, Map<?, ?> input, List<String> path) {
    var fields = new LinkedHashMap<String, InputValueDefinition>();
    var type = definitions.getTypeOrNull(inputType, InputObjectTypeDefinition.class);
    if (type == null) {
      throw new IllegalStateException("The schema has no input type " + inputType);
    }
    type.getInputValueDefinitions().forEach(field -> fields.put(field.getName(), field));
    var decoded = new LinkedHashMap<String, @Nullable Object>();
    input.forEach(
        (key, value) -> {
          var name = (String) key;
          var field = fields.get(name);
          decoded.put(
              name,
              field == null || value == null
                  ? value
                  : decodeValue(field.getType(), idType(field), value, append(path, name)));
        });
    return decoded;
  }

  private Object decodeValue(
      Type<?> type, @Nullable String idType, Object value, List<String> path) {
    return switch (type) {
      case NonNullType nonNull -> decodeValue(nonNull.getType(), idType, value, path);
      case ListType list when value instanceof List<?> values -> {
        var decoded = new ArrayList<@Nullable Object>();
        for (int i = 0; i < values.size(); i++) {
          var element = values.get(i);
          decoded.add(
              element == null
                  ? null
                  : decodeValue(
                      list.getType(), idType, element, append(path, Integer.toString(i))));
        }
        yield decoded;
      }
      case TypeName name when name.getName().equals("ID") -> decodeId(idType, value, path);
      case TypeName name
          when value instanceof Map<?, ?> object
              && definitions.getTypeOrNull(name.getName(), InputObjectTypeDefinition.class)
                  != null ->
          decodeObject(name.getName(), object, path);
      case TypeName _ when value instanceof String text && text.indexOf('\0') >= 0 ->
          throw new InvalidInputException(
              path, "the text holds the character U+0000, which can't be stored");
      default -> value;
    };
  }

  private static DocumentKey decodeId(@Nullable String idType, Object value, List<String> path) {
    try {
      // A key that the API decoded is checked by the same rule as a text.
      var id = value instanceof DocumentKey key ? GlobalId.encode(key) : value.toString();
      return idType == null ? GlobalId.decode(id) : GlobalId.decode(id, idType);
    } catch (InvalidGlobalIdException invalid) {
      throw new InvalidInputException(path, String.valueOf(invalid.getMessage()), invalid);
    }
  }

  private static @Nullable String idType(InputValueDefinition field) {
    return field.getDirectives("id").stream()
        .findFirst()
        .map((Directive directive) -> directive.getArgument("of"))
        .map(argument -> ((StringValue) argument.getValue()).getValue())
        .orElse(null);
  }

  private static List<String> append(List<String> path, String step) {
    var longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }

  /** Passes keys through the conversion as they are. */
  private static final class KeySerializer extends StdSerializer<DocumentKey> {
    KeySerializer() {
      super(DocumentKey.class);
    }

    @Override
    public void serialize(DocumentKey key, JsonGenerator out, SerializationContext context) {
      out.writeEmbeddedObject(key);
    }
  }

  private static final class KeyDeserializer extends StdDeserializer<DocumentKey> {
    KeyDeserializer() {
      super(DocumentKey.class);
    }

    @Override
    public DocumentKey deserialize(JsonParser in, DeserializationContext context)
        throws JacksonException {
      return in.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT
              && in.getEmbeddedObject() instanceof DocumentKey key
          ? key
          : GlobalId.decode(in.getString());
    }
  }
}
