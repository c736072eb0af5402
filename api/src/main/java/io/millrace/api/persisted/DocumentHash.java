package io.millrace.api.persisted;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The SHA-256 of a document's text in UTF-8, in lower-case hexadecimal digits. */
public final class DocumentHash {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  private DocumentHash() {}

  /** The hash of a text. */
  public static String of(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }

  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }
}
