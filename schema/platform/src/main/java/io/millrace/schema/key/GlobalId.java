package io.millrace.schema.key;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The opaque form of a {@link DocumentKey} that clients see: base64url, unpadded (RFC 4648 section
 * 5), of the type, a colon and the key's text.
 */
public final class GlobalId {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private GlobalId() {}

  /** The global id of a key. */
  public static String encode(DocumentKey key) {
    return ENCODER.encodeToString((key.type() + ":" + key.text()).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The key that a global id stands for. Only the form that {@link #encode} writes is read, so that
   * a document has one id.
   *
   * @throws InvalidGlobalIdException when the text is no global id
   */
  public static DocumentKey decode(String id) {
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(id));
      var text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      int colon = text.indexOf(':');
      if (colon > 0 && colon < text.length() - 1) {
        var key = new DocumentKey(text.substring(0, colon), text.substring(colon + 1));
        if (encode(key).equals(id)) {
          return key;
        }
      }
    } catch (IllegalArgumentException | CharacterCodingException malformed) {
      // falls through: every malformed id gets the one message
    }
    throw new InvalidGlobalIdException("'%s' is not a global id".formatted(shorten(id)));
  }

  /**
   * The key that a global id stands for, which must be of {@code type}.
   *
   * @throws InvalidGlobalIdException when the text is no global id, or one of another type
   */
  public static DocumentKey decode(String id, String type) {
    var key = decode(id);
    if (!key.type().equals(type)) {
      throw new InvalidGlobalIdException(
          "'%s' is the id of a %s; an id of a %s is needed here"
              .formatted(shorten(id), shorten(key.type()), type));
    }
    return key;
  }

  private static String shorten(String text) {
    return text.length() <= 64 ? text : text.substring(0, 64) + "…";
  }
}
