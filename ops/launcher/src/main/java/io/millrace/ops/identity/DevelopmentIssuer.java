package io.millrace.ops.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Issues tokens with a key in a folder of this machine. */
public final class DevelopmentIssuer {

  private static final String ISSUER = "urn:millrace:development";
  private static final String AUDIENCE = "millrace";
  private static final int KEY_BITS = 2048;

  private final RSAKey key;
  private final Path publicKeys;

  private DevelopmentIssuer(RSAKey key, Path publicKeys) {
    this.key = key;
    this.publicKeys = publicKeys;
  }

  /**
   * Whom a token is about.
   *
   * @param subject the user
   * @param client the application
   * @param scopes what it may do
   */
  public record Bearer(String subject, String client, Set<String> scopes) {
    public Bearer {
      scopes = Set.copyOf(scopes);
    }
  }

  /**
   * The issuer whose key is in a folder; makes both where they are not there, for their owner's
   * eyes alone.
   */
  public static DevelopmentIssuer in(Path folder) throws IOException {
    var file = folder.resolve("signing-key.json");
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      create(file, newKey().toJSONString());
    }
    var key = parsed(file);
    var publicKeys = folder.resolve("public-keys.json");
    var draft = Files.createTempFile(folder, "public-keys", ".new");
    Files.writeString(draft, new JWKSet(key.toPublicJWK()).toString());
    Files.move(
        draft, publicKeys, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return new DevelopmentIssuer(key, publicKeys.toAbsolutePath());
  }

  /** Of two that create it, the first counts; nobody sees half a file. */
  private static void create(Path file, String content) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var draft = Files.createTempFile(file.getParent(), "signing-key", ".new", ownerOnly);
    try {
      Files.writeString(draft, content);
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException another) {
      // The key that is there is used.
    } finally {
      Files.delete(draft);
    }
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(KEY_BITS)
          .keyUse(KeyUse.SIGNATURE)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException("Every JVM makes RSA keys", impossible);
    }
  }

  private static RSAKey parsed(Path file) throws IOException {
    try {
      return RSAKey.parse(Files.readString(file));
    } catch (ParseException e) {
      throw new IllegalArgumentException(file + " holds no key; delete it, and start again", e);
    }
  }

  /** The properties by which an API in development mode trusts this issuer. */
  public Map<String, String> properties() {
    return Map.of(
        "millrace.api.identity.issuer", ISSUER,
        "millrace.api.identity.audience", AUDIENCE,
        "millrace.api.identity.development-keys", publicKeys.toString());
  }

  /** A token that begins now. */
  public String token(Bearer bearer, Duration validity) {
    var now = Instant.now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject(bearer.subject())
            .claim("client_id", bearer.client())
            .claim("scope", String.join(" ", new TreeSet<>(bearer.scopes())))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(validity)))
            .build();
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID(key.getKeyID())
            .type(new JOSEObjectType("at+jwt"))
            .build();
    try {
      var token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException impossible) {
      throw new IllegalStateException("A private RSA key signs", impossible);
    }
  }
}
