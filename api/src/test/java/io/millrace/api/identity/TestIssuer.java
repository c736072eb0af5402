package io.millrace.api.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An issuer with a real key behind real HTTP, which counts how often it is asked. */
public final class TestIssuer implements AutoCloseable {

  public static final String AUDIENCE = "garden";

  private static final int BITS = 2048;

  private final HttpServer server;
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile RSAKey key = newKey("first");
  private volatile boolean away;

  /** Starts an issuer on a port of its own. */
  public TestIssuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    serve(
        "/.well-known/openid-configuration",
        () -> "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\"}".formatted(uri(), uri()));
    serve(
        "/keys",
        () -> {
          fetches.incrementAndGet();
          return new JWKSet(key).toString();
        });
    server.start();
  }

  private interface Answer {
    String body();
  }

  private void serve(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            var body = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(away ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }

  /** What its tokens say in {@code iss}. */
  public String uri() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** How often its keys were asked for. */
  public int fetches() {
    return fetches.get();
  }

  /** From now on signs with another key, and publishes that one alone. */
  public void rotate(String keyId) {
    key = newKey(keyId);
  }

  /** From now on answers nothing useful, or does again. */
  public void away(boolean is) {
    away = is;
  }

  RSAKey key() {
    return key;
  }

  static RSAKey newKey(String id) {
    try {
      return new RSAKeyGenerator(BITS).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Claims of a token that is good for a minute. */
  public JWTClaimsSet.Builder claims(String subject) {
    return new JWTClaimsSet.Builder()
        .issuer(uri())
        .audience(AUDIENCE)
        .subject(subject)
        .claim("client_id", "app")
        .issueTime(Date.from(Instant.now()))
        .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(1))));
  }

  /** A token that is good for a minute. */
  public String token(String subject, String... scopes) {
    return sign(claims(subject).claim("scope", String.join(" ", scopes)).build());
  }

  /** A token with changed claims. */
  public String token(Consumer<JWTClaimsSet.Builder> change) {
    var claims = claims("anna");
    change.accept(claims);
    return sign(claims.build());
  }

  String sign(JWTClaimsSet claims) {
    return sign(key, header(key.getKeyID()), claims);
  }

  static JWSHeader header(String keyId) {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).type(JOSEObjectType.JWT).build();
  }

  static String sign(RSAKey key, JWSHeader header, JWTClaimsSet claims) {
    try {
      var token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
