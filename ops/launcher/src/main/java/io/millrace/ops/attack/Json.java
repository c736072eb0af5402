package io.millrace.ops.attack;

import tools.jackson.databind.json.JsonMapper;

/** Texts as JSON and GraphQL both write them. */
final class Json {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Json() {}

  static String text(String value) {
    return JSON.writeValueAsString(value);
  }

  static String of(Object value) {
    return JSON.writeValueAsString(value);
  }
}
