package io.millrace.storefront.retail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The SQL of the import, from the resources beside this class. */
final class Statements {

  private Statements() {}

  static String read(String name) {
    try (var text = Statements.class.getResourceAsStream(name + ".sql")) {
      return new String(Objects.requireNonNull(text, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
