package io.millrace.ops.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for this machine that it has signed itself, made once and kept with the data. Who
 * is to trust it needs {@link #pem()}.
 *
 * @param folder where it is, which only its owner may enter
 */
public record Certificate(Path folder) {

  private static final String ALIAS = "localhost";

  /** Of a file that only its owner reads; the format demands one. */
  private static final String PASSWORD = "millrace";

  private static final int DAYS = 365;
  private static final Duration LEFT = Duration.ofDays(7);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /**
   * The certificate in a folder, made anew where there is none or it ends within a week.
   *
   * @throws IOException where it can't be made
   */
  static Certificate in(Path folder) throws IOException, InterruptedException {
    var certificate = new Certificate(folder);
    if (!certificate.lasts()) {
      certificate.make();
    }
    return certificate;
  }

  /** The certificate alone, as {@code curl --cacert} takes it. */
  public Path pem() {
    return folder.resolve("localhost.pem");
  }

  /** The settings by which an application shows it. */
  Map<String, String> environment() {
    return Map.of(
        "SERVER_SSL_KEYSTORE",
        keys().toUri().toString(),
        "SERVER_SSL_KEYSTOREPASSWORD",
        PASSWORD,
        "SERVER_SSL_KEYSTORETYPE",
        "PKCS12");
  }

  /** What trusts this certificate, and no other. */
  SSLContext trust() {
    try {
      var trusted = KeyStore.getInstance("PKCS12");
      trusted.load((InputStream) null, null);
      trusted.setCertificateEntry(ALIAS, certificate());
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException unreadable) {
      throw new IllegalStateException(keys() + " can't be read", unreadable);
    }
  }

  private Path keys() {
    return folder.resolve("localhost.p12");
  }

  private X509Certificate certificate() throws GeneralSecurityException, IOException {
    return (X509Certificate)
        KeyStore.getInstance(keys().toFile(), PASSWORD.toCharArray()).getCertificate(ALIAS);
  }

  private boolean lasts() {
    try {
      return Files.exists(pem())
          && certificate().getNotAfter().toInstant().isAfter(Instant.now().plus(LEFT));
    } catch (GeneralSecurityException | IOException unreadable) {
      return false;
    }
  }

  private void make() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Files.deleteIfExists(keys());
    Files.deleteIfExists(pem());
    keytool(
        List.of(
            "-genkeypair",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=localhost, O=Millrace development",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1",
            "-validity",
            Integer.toString(DAYS),
            "-storetype",
            "PKCS12"));
    keytool(List.of("-exportcert", "-rfc", "-file", pem().toString()));
  }

  private void keytool(List<String> arguments) throws IOException, InterruptedException {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    words.addAll(arguments);
    words.addAll(List.of("-alias", ALIAS, "-keystore", keys().toString(), "-storepass", PASSWORD));
    var output = folder.resolve("keytool.log");
    var process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    if (process.waitFor() != 0) {
      throw new IOException("The JDK's keytool made no certificate:\n" + Files.readString(output));
    }
  }
}
