package io.millrace.api.identity;

import io.millrace.api.identity.IdentityProperties.Proxies;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;

/** What proxies wrote about those that they ask for, the client first. */
final class ForwardedAddresses {

  /** {@code for=} among the pairs of one hop (RFC 7239, section 4), quoted or not. */
  private static final Pattern FOR =
      Pattern.compile("(?i)(?:^|;)\\s*for=(?:\"(?<quoted>[^\"]*)\"|(?<token>[^;\\s]*))");

  /** An address with or without a port; that of an IPv6 address stands behind brackets. */
  private static final Pattern NODE =
      Pattern.compile(
          "\\[(?<bracketed>[0-9a-fA-F:.]+)](?::\\d+)?|(?<v4>\\d+\\.\\d+\\.\\d+\\.\\d+)(?::\\d+)?"
              + "|(?<v6>[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)");

  private ForwardedAddresses() {}

  /**
   * What one proxy wrote.
   *
   * @param address absent where it is hidden, unknown or no address
   */
  record Hop(Optional<InetAddress> address) {}

  static List<Hop> of(Proxies.Header header, HttpHeaders headers) {
    return switch (header) {
      case X_FORWARDED_FOR ->
          elements(headers, "X-Forwarded-For").map(ForwardedAddresses::hop).toList();
      case FORWARDED ->
          elements(headers, "Forwarded")
              .map(ForwardedAddresses::named)
              .map(ForwardedAddresses::hop)
              .toList();
    };
  }

  private static Stream<String> elements(HttpHeaders headers, String name) {
    return headers.getOrEmpty(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip);
  }

  private static String named(String pairs) {
    var found = FOR.matcher(pairs);
    if (!found.find()) {
      return "";
    }
    return found.group("quoted") == null ? found.group("token") : found.group("quoted");
  }

  private static Hop hop(String node) {
    var found = NODE.matcher(node);
    if (!found.matches()) {
      return new Hop(Optional.empty());
    }
    var literal =
        Stream.of("bracketed", "v4", "v6")
            .map(found::group)
            .filter(text -> text != null)
            .findFirst();
    try {
      return new Hop(literal.map(InetAddress::ofLiteral));
    } catch (IllegalArgumentException noAddress) {
      return new Hop(Optional.empty());
    }
  }
}
