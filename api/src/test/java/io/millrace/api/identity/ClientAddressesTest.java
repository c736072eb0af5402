package io.millrace.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.api.identity.IdentityProperties.Proxies;
import io.millrace.api.identity.IdentityProperties.Proxies.Header;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

class ClientAddressesTest {

  @Test
  void isTheOneThatConnectedWhereNoProxyIsTrusted() {
    assertThat(address(Header.X_FORWARDED_FOR, List.of(), "10.0.0.1", "192.0.2.7"))
        .isEqualTo("10.0.0.1");
  }

  @Test
  void isTheOneThatConnectedWhereItIsNoTrustedProxy() {
    assertThat(address(Header.X_FORWARDED_FOR, List.of("10.0.0.0/8"), "192.0.2.1", "192.0.2.7"))
        .isEqualTo("192.0.2.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "192.0.2.7; 192.0.2.7",
        "192.0.2.7, 10.1.1.1; 192.0.2.7",
        "198.51.100.1, 192.0.2.7, 10.1.1.1; 192.0.2.7",
        "192.0.2.7:5123; 192.0.2.7",
        "10.2.2.2, 10.1.1.1; 10.2.2.2",
        "nonsense, 10.1.1.1; 10.1.1.1",
        "192.0.2.7, localhost; 10.0.0.1",
        "192.0.2.7,; 10.0.0.1",
        "192.0.2.777; 10.0.0.1",
        "2001:db8:1:2:3:4:5:6; 2001:db8:1:2:0:0:0:0",
        "[2001:db8:1:2::9]:443; 2001:db8:1:2:0:0:0:0",
        "::ffff:192.0.2.7; 192.0.2.7",
      })
  void isTheLastOneThatATrustedProxyNamesAndThatIsNoneItself(String header, String client) {
    assertThat(address(Header.X_FORWARDED_FOR, List.of("10.0.0.0/8"), "10.0.0.1", header))
        .isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "'for=192.0.2.7;proto=https, for=10.1.1.1'; 192.0.2.7",
        "'proto=https;For=\"192.0.2.7:80\"'; 192.0.2.7",
        "'for=\"[2001:db8:1:2::9]:443\";by=10.0.0.1'; 2001:db8:1:2:0:0:0:0",
        "'for=_hidden'; 10.0.0.1",
        "'for=unknown'; 10.0.0.1",
        "'by=192.0.2.7'; 10.0.0.1",
        "'192.0.2.7'; 10.0.0.1",
      })
  void readsTheStandardHeaderWhereProxiesWriteThat(String header, String client) {
    assertThat(address(Header.FORWARDED, List.of("10.0.0.0/8"), "10.0.0.1", header))
        .isEqualTo(client);
  }

  @Test
  void ignoresTheHeaderThatItsProxiesDoNotWrite() {
    var headers = new HttpHeaders();
    headers.add("Forwarded", "for=203.0.113.9");
    headers.add("X-Forwarded-For", "192.0.2.7");
    var addresses = new ClientAddresses(new Proxies(List.of("10.0.0.1"), Header.X_FORWARDED_FOR));
    assertThat(addresses.of(remote("10.0.0.1"), headers)).isEqualTo("192.0.2.7");
  }

  @Test
  void refusesWhatIsNoNetwork() {
    for (var text : List.of("proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "")) {
      assertThatThrownBy(
              () -> new ClientAddresses(new Proxies(List.of(text), Header.X_FORWARDED_FOR)))
          .hasMessageContaining("millrace.api.identity.proxies.trusted");
    }
  }

  private static String address(
      Header header, List<String> trusted, String remote, String forwarded) {
    var headers = new HttpHeaders();
    headers.add(header == Header.FORWARDED ? "Forwarded" : "X-Forwarded-For", forwarded);
    return new ClientAddresses(new Proxies(trusted, header)).of(remote(remote), headers);
  }

  private static InetSocketAddress remote(String address) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), 4711);
  }
}
