package io.millrace.api.page;

import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes positions opaque: AES-GCM over the position, with the list that it belongs to as associated
 * data, so that a cursor can neither be read nor made up nor used with another list.
 *
 * <p>The nonce is a keyed hash of what is sealed (as in RFC 5297) instead of a random number: the
 * same position in the same list has the same cursor, so that equal answers are equal bytes, and
 * nothing waits for randomness.
 */
final class CursorSeal {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final SecretKeySpec sealing;
  private final SecretKeySpec hashing;

  /**
   * @param key at least 16 random bytes
   */
  CursorSeal(byte[] key) {
    if (key.length < 16) {
      throw new IllegalArgumentException("A cursor key has at least 16 bytes");
    }
    this.sealing = new SecretKeySpec(derive(key, "seal"), "AES");
    this.hashing = new SecretKeySpec(derive(key, "nonce"), "HmacSHA256");
  }

  String seal(Position position, byte[] list) {
    var values = new ArrayList<@Nullable Object>(position.sortValues());
    values.add(position.pointInTime());
    byte[] plain = JSON.writeValueAsBytes(values);
    try {
      byte[] nonce = nonce(plain, list);
      var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, list);
      byte[] sealed = cipher.doFinal(plain);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM and HMAC are part of every JDK", impossible);
    }
  }

  /**
   * The position that a cursor stands for.
   *
   * @throws RequestException with {@link ErrorCode#INVALID_CURSOR} when it is none of this list
   */
  Position open(String cursor, byte[] list) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      if (bytes.length <= NONCE_BYTES) {
        throw invalid();
      }
      var cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE_BYTES), list);
      byte[] plain = cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
      List<?> values = JSON.readValue(plain, List.class);
      return new Position(
          new ArrayList<>(values.subList(0, values.size() - 1)), (String) values.getLast());
    } catch (GeneralSecurityException | IllegalArgumentException | JacksonException foreign) {
      throw invalid();
    }
  }

  private static RequestException invalid() {
    return new RequestException(
        ErrorCode.INVALID_CURSOR,
        "The cursor is none of this list: cursors hold for the same field, query, filter, order and"
            + " caller only; begin without 'after' and 'before'");
  }

  private byte[] nonce(byte[] plain, byte[] list) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(hashing);
    mac.update(list);
    return Arrays.copyOf(mac.doFinal(plain), NONCE_BYTES);
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] list) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(list);
    return cipher;
  }

  private static byte[] derive(byte[] key, String purpose) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(key);
      return digest.digest(purpose.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("SHA-256 is part of every JDK", impossible);
    }
  }
}
