package io.millrace.api.identity;

import io.millrace.api.identity.IdentityProperties.Proxies;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The address that counts for a request: the one that connected or, where that is a trusted proxy,
 * the one that it names. A chain of proxies is followed from its end, since everything before the
 * word of the first proxy that is not ours may have been made up by the client.
 */
public final class ClientAddresses {

  private static final int NETWORK_BYTES = 8;

  private final List<Network> trusted;
  private final Proxies.Header header;

  ClientAddresses(Proxies proxies) {
    this.trusted = proxies.trusted().stream().map(ClientAddresses::network).toList();
    this.header = proxies.header();
  }

  private static Network network(String text) {
    try {
      return Network.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "millrace.api.identity.proxies.trusted: %s is no address or network".formatted(text), e);
    }
  }

  /** The address, or of an IPv6 address its network of 64 bits. */
  public String of(@Nullable InetSocketAddress remote, HttpHeaders headers) {
    if (remote == null || remote.getAddress() == null) {
      return "unknown";
    }
    return household(client(remote.getAddress(), headers)).getHostAddress();
  }

  private InetAddress client(InetAddress remote, HttpHeaders headers) {
    if (!isTrusted(remote)) {
      return remote;
    }
    var client = remote;
    for (var hop : ForwardedAddresses.of(header, headers).reversed()) {
      Optional<InetAddress> named = hop.address();
      if (named.isEmpty()) {
        return client;
      }
      client = named.get();
      if (!isTrusted(client)) {
        return client;
      }
    }
    return client;
  }

  private boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(network -> network.contains(address));
  }

  private static InetAddress household(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    var bytes = address.getAddress();
    Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("16 bytes are an address", impossible);
    }
  }
}
