package io.millrace.api.http;

import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads operations from a body (GraphQL over HTTP, section 5.4.1) or from query parameters (section
 * 5.4.2). Whatever is not as the specification has it is refused with the parameter's name.
 */
final class OperationReader {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final int batchSize;

  OperationReader(int batchSize) {
    this.batchSize = batchSize;
  }

  /**
   * What a request asks for.
   *
   * @param operations at least one
   * @param batch whether they came in an array, and are answered in one
   */
  record Operations(List<HttpOperation> operations, boolean batch) {}

  /**
   * Reads a body.
   *
   * @throws RequestException saying what is wrong with it
   */
  Operations body(byte[] body) {
    var text = text(body);
    if (text.isBlank()) {
      throw refusal("The body is empty; it must be a JSON object with the text \"query\"");
    }
    return switch (json(text, "The body")) {
      case Map<?, ?> object -> new Operations(List.of(operation(object)), false);
      case List<?> list -> new Operations(batch(list), true);
      case null, default -> throw refusal("The body must be a JSON object with the text \"query\"");
    };
  }

  /**
   * Reads query parameters.
   *
   * @throws RequestException saying what is wrong with them
   */
  HttpOperation parameters(MultiValueMap<String, String> parameters) {
    return required(
        new HttpOperation(
            parameter(parameters, "query"),
            parameter(parameters, "documentId"),
            parameter(parameters, "operationName"),
            object("variables", parameterJson(parameters, "variables")),
            object("extensions", parameterJson(parameters, "extensions"))));
  }

  private List<HttpOperation> batch(List<?> list) {
    if (batchSize == 0) {
      throw refusal("Batches are not answered here: send each operation in a request of its own");
    }
    if (list.isEmpty() || list.size() > batchSize) {
      throw refusal(
          "A batch has from 1 to %d operations, not %d".formatted(batchSize, list.size()));
    }
    var operations = new ArrayList<HttpOperation>(list.size());
    for (var member : list) {
      if (!(member instanceof Map<?, ?> object)) {
        throw refusal(
            "Operation %d of the batch must be a JSON object".formatted(operations.size()));
      }
      operations.add(operation(object));
    }
    return List.copyOf(operations);
  }

  private static HttpOperation operation(Map<?, ?> object) {
    return required(
        new HttpOperation(
            string("query", object.get("query")),
            string("documentId", object.get("documentId")),
            string("operationName", object.get("operationName")),
            object("variables", object.get("variables")),
            object("extensions", object.get("extensions"))));
  }

  /** A document has to be named somehow; in extensions, persisted queries do. */
  private static HttpOperation required(HttpOperation operation) {
    if (operation.query() == null
        && operation.documentId() == null
        && !operation.extensions().containsKey("persistedQuery")) {
      throw refusal("There is no operation: \"query\" must hold a document's text");
    }
    return operation;
  }

  private static @Nullable String parameter(MultiValueMap<String, String> parameters, String name) {
    var values = parameters.get(name);
    if (values == null || values.isEmpty()) {
      return null;
    }
    if (values.size() > 1) {
      throw refusal("The parameter \"%s\" is there %d times".formatted(name, values.size()));
    }
    return values.getFirst();
  }

  private static @Nullable Object parameterJson(
      MultiValueMap<String, String> parameters, String name) {
    var text = parameter(parameters, name);
    return text == null || text.isEmpty()
        ? null
        : json(text, "The parameter \"%s\"".formatted(name));
  }

  private static @Nullable String string(String name, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text;
      default -> throw refusal("\"%s\" must be a text or null".formatted(name));
    };
  }

  @SuppressWarnings("unchecked") // The keys of a JSON object are texts.
  private static Map<String, @Nullable Object> object(String name, @Nullable Object value) {
    return switch (value) {
      case null -> Map.of();
      case Map<?, ?> object -> (Map<String, @Nullable Object>) object;
      default -> throw refusal("\"%s\" must be a JSON object or null".formatted(name));
    };
  }

  /** Left to itself, Jackson would also take UTF-16 and UTF-32 for JSON. */
  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw refusal("The body is not in UTF-8");
    }
  }

  private static @Nullable Object json(String text, String what) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JacksonException e) {
      // A number that is too long is found after it was read, and has no place.
      @Nullable TokenStreamLocation place = e.getLocation();
      throw refusal(
          place == null
              ? "%s is no JSON that can be read: a number or text in it is too long".formatted(what)
              : "%s is no JSON: line %d, column %d"
                  .formatted(what, place.getLineNr(), place.getColumnNr()));
    }
  }

  private static RequestException refusal(String message) {
    return new RequestException(ErrorCode.BAD_REQUEST, message);
  }
}
