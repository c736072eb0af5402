package io.millrace.api.identity;

import java.net.InetAddress;

/**
 * A network of addresses.
 *
 * @param prefix its first address
 * @param bits how many of the first bits an address of it shares
 */
record Network(InetAddress prefix, int bits) {

  /**
   * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address; never a name.
   *
   * @throws IllegalArgumentException when it is none of them
   */
  static Network parse(String text) {
    int slash = text.indexOf('/');
    var prefix = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    int most = prefix.getAddress().length * Byte.SIZE;
    int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException(
          "%s: a network has from 0 to %d bits".formatted(text, most));
    }
    return new Network(prefix, bits);
  }

  boolean contains(InetAddress address) {
    var ours = prefix.getAddress();
    var theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % Byte.SIZE;
      if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
