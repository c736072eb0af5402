package io.millrace.schema.store;

/**
 * Writes a GraphQL type's name in lower case without losing a difference, since Elasticsearch takes
 * no other: {@code OrderLine} becomes {@code order_line}.
 *
 * <p>The first character is taken to be upper case and every other one lower case; {@code _} before
 * a letter says that it is the other way, and {@code __} is an underscore.
 */
final class IndexNames {

  private IndexNames() {}

  static String lowerCase(String type) {
    var name = new StringBuilder(type.length() + 4);
    for (int at = 0; at < type.length(); at++) {
      char character = type.charAt(at);
      boolean upper = character >= 'A' && character <= 'Z';
      boolean letter = upper || character >= 'a' && character <= 'z';
      if (character == '_' || letter && upper != (at == 0)) {
        name.append('_');
      }
      name.append(upper ? (char) (character + ('a' - 'A')) : character);
    }
    return name.toString();
  }
}
