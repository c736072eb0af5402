package io.millrace.api.page;

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
   * @param list everything that makes it this list and no other: the type, the filter, the order
   */
  public CursorScope of(String... list) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : list) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return new CursorScope(seal, digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 is part of every JDK", impossible);
    }
  }
}
