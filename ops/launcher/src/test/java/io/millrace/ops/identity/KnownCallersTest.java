package io.millrace.ops.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.millrace.ops.extension.TokenRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownCallersTest {

  @TempDir private Path folder;

  private KnownCallers callers;

  @BeforeEach
  void aShop() throws Exception {
    callers =
        new KnownCallers(
            DevelopmentIssuer.in(folder),
            List.of(
                new TokenRole("customer", null, Set.of(), "A customer."),
                new TokenRole("staff", "the-staff", Set.of("shop:write"), "The staff.")),
            Duration.ofMinutes(5));
  }

  @Test
  void haveTheSubjectAndScopesOfTheirRole() throws Exception {
    assertThat(claims("staff").getSubject()).isEqualTo("the-staff");
    assertThat(claims("staff").getStringClaim("scope")).isEqualTo("shop:write");
    assertThat(claims("customer 17").getSubject()).isEqualTo("17");
    assertThat(claims("customer 17").getStringClaim("scope")).isEmpty();
  }

  @Test
  void keepTheirTokens() {
    assertThat(callers.token("customer 17")).isEqualTo(callers.token("customer 17"));
  }

  @Test
  void areNamedWhereSomebodyUnknownIsAskedFor() {
    for (var unknown : new String[] {"customer", "customer ", "customers 17", "staff 3", "boss"}) {
      assertThatThrownBy(() -> callers.token(unknown))
          .as(unknown)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Nobody knows the caller '%s'; write 'customer <id>' or 'staff'".formatted(unknown));
    }
  }

  @Test
  void areSaidInACommentOfAnOperation() {
    assertThat(TryingTokens.caller("# An order.\n# as: customer 1\nmutation { x }"))
        .isEqualTo("customer 1");
    for (var none :
        new String[] {
          "# Sold as: is\nquery { x }", "query { x }\n# as: staff", "#\nas: x", "# as:\nquery { x }"
        }) {
      assertThat(TryingTokens.caller(none)).as(none).isEmpty();
    }
  }

  private JWTClaimsSet claims(String caller) throws Exception {
    return SignedJWT.parse(callers.token(caller)).getJWTClaimsSet();
  }
}
