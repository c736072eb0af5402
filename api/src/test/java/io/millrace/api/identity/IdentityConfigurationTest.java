package io.millrace.api.identity;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.api.ApiProperties;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class IdentityConfigurationTest {

  private static final Map<String, String> DEVELOPER =
      Map.of(
          "millrace.api.identity.issuer", "urn:here",
          "millrace.api.identity.audience", "garden",
          "millrace.api.identity.development-keys", "/nowhere/keys.json");

  @Test
  void trustsAKeyOfItsOwnMachineInDevelopmentAlone() {
    assertThatThrownBy(() -> authenticator(Map.of(), DEVELOPER))
        .hasMessageContaining("millrace.api.identity.development-keys")
        .hasMessageContaining("millrace.api.mode=development");
    assertThatCode(() -> authenticator(Map.of("millrace.api.mode", "development"), DEVELOPER))
        .doesNotThrowAnyException();
  }

  @Test
  void wantsIssuerAndAudienceTogether() {
    assertThatThrownBy(
            () -> authenticator(Map.of(), Map.of("millrace.api.identity.issuer", "urn:x")))
        .isInstanceOf(BindException.class)
        .rootCause()
        .hasMessageContaining("only the issuer is set");
  }

  @Test
  void takesNoAlgorithmWithASharedSecret() {
    for (var algorithm : new String[] {"HS256", "none", "RS1", ""}) {
      assertThatThrownBy(
              () -> authenticator(Map.of(), Map.of("millrace.api.identity.algorithms", algorithm)))
          .as(algorithm)
          .isInstanceOf(BindException.class);
    }
  }

  private static TokenAuthenticator authenticator(
      Map<String, String> api, Map<String, String> identity) {
    return new IdentityConfiguration()
        .tokenAuthenticator(
            new Binder(new MapConfigurationPropertySource(identity))
                .bindOrCreate("millrace.api.identity", IdentityProperties.class),
            new Binder(new MapConfigurationPropertySource(api))
                .bindOrCreate("millrace.api", ApiProperties.class));
  }
}
