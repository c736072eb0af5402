package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
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
    run(
        "keytool",
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
    Files.writeString(
        FOLDER.resolve("localhost.pem"),
        run(
            "keytool",
            "-exportcert",
            "-rfc",
            "-alias",
            "localhost",
            "-keystore",
            KEYS.toString(),
            "-storepass",
            PASSWORD));
    registry.add("server.ssl.bundle", () -> "own");
    registry.add("spring.ssl.bundle.jks.own.keystore.location", () -> "file:" + KEYS);
    registry.add("spring.ssl.bundle.jks.own.keystore.password", () -> PASSWORD);
    registry.add("spring.ssl.bundle.jks.own.keystore.type", () -> "PKCS12");
  }

  @Test
  void http2IsSpokenToAClientThatKnowsTheCertificate() throws Exception {
    try (var client = HttpClient.newBuilder().sslContext(trusting()).build()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create("https://localhost:%d/graphql".formatted(port())))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(BODY))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.body()).contains("Festina lente");
      assertThat(answer.headers().firstValue("Strict-Transport-Security"))
          .hasValue("max-age=31536000");
    }
  }

  @Test
  void curlSpeaksEitherVersion() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is needed");
    for (var version : List.of("2", "1.1")) {
      var answer =
          run(
              "curl",
              "--silent",
              "--show-error",
              "--max-time",
              "20",
              "--http" + version,
              "--cacert",
              FOLDER.resolve("localhost.pem").toString(),
              "--header",
              "Content-Type: application/json",
              "--data",
              BODY,
              "--write-out",
              " over %{http_version}",
              "https://localhost:%d/graphql".formatted(port()));
      assertThat(answer).contains("Festina lente").endsWith(" over " + version);
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

  private static String run(String program, String... arguments) throws Exception {
    var inJdk = Path.of(System.getProperty("java.home"), "bin", program);
    var words = new java.util.ArrayList<String>();
    words.add(Files.isExecutable(inJdk) ? inJdk.toString() : program);
    words.addAll(List.of(arguments));
    var output = FOLDER.resolve(program + ".out");
    var process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    var printed = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }
}
