package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** HTTPS with a certificate that is configured, and HTTP/2 over it. */
class TlsTest extends ApiTest {

  private static final String PASSWORD = "changeit";
  private static final Path FOLDER = Path.of("target/tls").toAbsolutePath();
  private static final Path KEYS = FOLDER.resolve("localhost.p12");
  private static final String BODY = "{\"query\": \"{ motto }\"}";

  @DynamicPropertySource
  static void certificate(DynamicPropertyRegistry registry) throws Exception {
    Files.createDirectories(FOLDER);
    Files.deleteIfExists(KEYS);
    keytool(
        "-genkeypair",
        "-alias",
        "localhost",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-validity",
        "1",
        "-storetype",
        "PKCS12",
        "-keystore",
        KEYS.toString(),
        "-storepass",
        PASSWORD);
    registry.add("server.ssl.bundle", () -> "own");
    registry.add("spring.ssl.bundle.jks.own.keystore.location", () -> "file:" + KEYS);
    registry.add("spring.ssl.bundle.jks.own.keystore.password", () -> PASSWORD);
    registry.add("spring.ssl.bundle.jks.own.keystore.type", () -> "PKCS12");
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void eitherVersionIsSpokenToAClientThatKnowsTheCertificate(HttpClient.Version version)
      throws Exception {
    try (var client = HttpClient.newBuilder().version(version).sslContext(trusting()).build()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create("https://localhost:%d/graphql".formatted(port())))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(BODY))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(version);
      assertThat(answer.body()).contains("Festina lente");
      assertThat(answer.headers().firstValue("Strict-Transport-Security"))
          .hasValue("max-age=31536000");
    }
  }

  private static SSLContext trusting() throws Exception {
    var keys = KeyStore.getInstance(KEYS.toFile(), PASSWORD.toCharArray());
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load((InputStream) null, null);
    trusted.setCertificateEntry("server", keys.getCertificate("localhost"));
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private static void keytool(String... arguments) throws Exception {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    words.addAll(List.of(arguments));
    var output = FOLDER.resolve("keytool.out");
    var process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }
}
