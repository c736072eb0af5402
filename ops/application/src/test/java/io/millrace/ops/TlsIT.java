package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./millrace up --tls}. */
final class TlsIT {

  @TempDir Path home;

  @Test
  void theApiSpeaksHttp2ToThoseWhoTrustItsCertificateAndKeepsItForTheNextRun() throws Exception {
    var folder = home.resolve("data/tls");
    try (var millrace = new Installation(home)) {
      var started = millrace.up("--tls", "--demo-products", "0").succeeded().output();
      var pem = folder.resolve("localhost.pem");
      assertThat(started).contains("https://localhost:", pem.toString());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
      var made = Files.readString(pem);
      assertThat(askOver2(millrace.addresses().api(), pem)).contains("\"__typename\":\"Query\"");
      assertThat(millrace.run("status").succeeded().output()).isNotBlank();

      millrace.run("switch", "off", "--operation", "Typed", "--reason", "a test").succeeded();
      assertThat(millrace.run("switch", "list").succeeded().output())
          .contains("operation", "Typed", "a test", System.getProperty("user.name"));
      millrace.run("switch", "on", "--operation", "Typed").succeeded();
      assertThat(millrace.run("switch", "list").succeeded().output()).contains("Nothing is off");

      millrace.run("down").succeeded();
      millrace.up("--tls", "--demo-products", "0").succeeded();
      assertThat(Files.readString(pem)).isEqualTo(made);
      assertThat(askOver2(millrace.addresses().api(), pem)).contains("\"__typename\":\"Query\"");
    }
  }

  private static String askOver2(String api, Path pem) throws Exception {
    try (var client = HttpClient.newBuilder().sslContext(trusting(pem)).build()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create(api))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString("{\"query\": \"{ __typename }\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      return answer.body();
    }
  }

  private static SSLContext trusting(Path pem) throws Exception {
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load((InputStream) null, null);
    try (var file = Files.newInputStream(pem)) {
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(file));
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
