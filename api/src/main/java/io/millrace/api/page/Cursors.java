package io.millrace.api.page;

import io.millrace.api.identity.Identity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Gives every list its cursors. */
public final class Cursors {

  private final CursorSeal seal;

  /**
   * @param key at least 16 random bytes, the same on every node
   */
  public Cursors(byte[] key) {
    this.seal = new CursorSeal(key);
  }

  /**
   * The cursors of a list.
   *
   * @param caller who reads it, and may go on reading it
   * @param list everything else that makes it this list and no other: the field, the filter, the
   *     order
   */
  public CursorScope of(Identity caller, String... list) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      add(digest, caller.reader());
      for (var part : list) {
        add(digest, part);
      }
      return new CursorScope(seal, digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 is part of every JDK", impossible);
    }
  }

  private static void add(MessageDigest digest, String part) {
    var bytes = part.getBytes(StandardCharsets.UTF_8);
    // With its length, so that no two lists of parts are one text.
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }
}
