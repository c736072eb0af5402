package io.millrace.api.error;

import graphql.i18n.I18n;
import java.util.Locale;

/**
 * The language of messages. It is one for all: an answer would otherwise depend on a header that no
 * cache looks at, and each language that a client thinks of would be looked for on the disk, by the
 * thread that answers others.
 */
public final class MessageLanguage {

  /** English is graphql-java's own; no fallback to the machine's language stands before it. */
  public static final Locale LOCALE = Locale.ROOT;

  private MessageLanguage() {}

  /** Reads what would be read from the disk at the first error. */
  public static void load() {
    for (var type : I18n.BundleType.values()) {
      I18n.i18n(type, LOCALE);
    }
  }
}
