package io.millrace.api.graphiql;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Numbers used once, which nobody can guess. */
final class Nonces {

  private static final int BYTES = 16;

  private final SecureRandom random;

  Nonces() {
    try {
      // Takes its seed from the disk once, here; the usual one reads it there each time.
      random = SecureRandom.getInstance("DRBG");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has it", impossible);
    }
    next();
  }

  String next() {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }
}
