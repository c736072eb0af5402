package io.millrace.ops.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.millrace.ops.identity.DevelopmentIssuer.Bearer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentIssuerTest {

  private static final Bearer CUSTOMER = new Bearer("17", "shop", Set.of("read", "buy"));

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  Path folder;

  @Test
  void keepsItsKeyForItsOwnerAlone() throws Exception {
    DevelopmentIssuer.in(folder);
    assertThat(Files.getPosixFilePermissions(folder.resolve("signing-key.json")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(folder.resolve("public-keys.json"))).doesNotContain("\"d\"");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void signsWithTheKeyThatItFinds() throws Exception {
    DevelopmentIssuer.in(folder);
    var keys = publicKeys();
    var token =
        SignedJWT.parse(DevelopmentIssuer.in(folder).token(CUSTOMER, Duration.ofMinutes(5)));
    assertThat(publicKeys().toString()).isEqualTo(keys.toString());
    var key = Objects.requireNonNull(keys.getKeyByKeyId(token.getHeader().getKeyID()));
    assertThat(token.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
  }

  @Test
  void saysWhomTheTokenIsAboutAndUntilWhen() throws Exception {
    var token =
        SignedJWT.parse(DevelopmentIssuer.in(folder).token(CUSTOMER, Duration.ofMinutes(5)));
    var claims = token.getJWTClaimsSet();
    assertThat(claims.getSubject()).isEqualTo("17");
    assertThat(claims.getClaim("client_id")).isEqualTo("shop");
    assertThat(claims.getClaim("scope")).isEqualTo("buy read");
    assertThat(
            Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()))
        .isEqualTo(Duration.ofMinutes(5));
  }

  private JWKSet publicKeys() throws Exception {
    return JWKSet.parse(Files.readString(folder.resolve("public-keys.json")));
  }
}
