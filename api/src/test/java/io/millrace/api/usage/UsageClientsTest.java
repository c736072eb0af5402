package io.millrace.api.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.identity.Identity;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Under which names operations are counted. */
class UsageClientsTest {

  private static final UsedSchema SCHEMA = new UsedSchema("type Query { motto: String }");

  private final UsageClients clients = new UsageClients(2, 2);

  @Test
  void aTokenProvesAName() {
    assertThat(byToken("shop")).isEqualTo(new UsageClient("shop", true));
    assertThat(said("shop")).isEqualTo(new UsageClient("shop", false));
  }

  @Test
  void whoSaysNoNameIsAnonymousAndUsersWithoutAnApplicationAreNoClients() {
    assertThat(of(UsedSchema.SOMEBODY, Optional.empty())).isEqualTo(UsageClient.ANONYMOUS);
    assertThat(byToken("of subject anna")).isEqualTo(UsageClient.ANONYMOUS);
  }

  @Test
  void aTokenCountsWhateverItsBearerSays() {
    assertThat(of(bearer("shop"), Optional.of("bank"))).isEqualTo(new UsageClient("shop", true));
    assertThat(of(bearer("of subject anna"), Optional.of("bank"))).isEqualTo(UsageClient.ANONYMOUS);
  }

  @Test
  void madeUpNamesAreBoundedAndPushNoClientOut() {
    for (int made = 0; made < 100; made++) {
      assertThat(said("made-up-" + made).name())
          .isEqualTo(made < 2 ? "made-up-" + made : "(other)");
    }
    assertThat(byToken("shop")).isEqualTo(new UsageClient("shop", true));
    assertThat(byToken("desk")).isEqualTo(new UsageClient("desk", true));
    assertThat(byToken("late")).isEqualTo(new UsageClient("(other)", true));
    assertThat(byToken("shop")).isEqualTo(new UsageClient("shop", true));
    assertThat(said("made-up-1")).isEqualTo(new UsageClient("made-up-1", false));
  }

  @Test
  void withARoomForNoneAllAreOthers() {
    var none = new UsageClients(0, 0);
    assertThat(none.of(SCHEMA.operation("{ motto }", Map.of(), bearer("shop"), Optional.empty())))
        .isEqualTo(new UsageClient("(other)", true));
  }

  @Test
  void aNameIsOfPrintableCharactersAndBounded() {
    assertThat(UsageClient.named("a\0b\n\u001b[1m\ud800c é 木", true).name())
        .isEqualTo("a?b??[1m?c é 木");
    assertThat(UsageClient.named("𠀀".repeat(150), true).name()).isEqualTo("𠀀".repeat(100));
  }

  private UsageClient byToken(String client) {
    return of(bearer(client), Optional.empty());
  }

  private UsageClient said(String name) {
    return of(UsedSchema.SOMEBODY, Optional.of(name));
  }

  private UsageClient of(Identity caller, Optional<String> application) {
    return clients.of(SCHEMA.operation("{ motto }", Map.of(), caller, application));
  }

  private static Identity bearer(String client) {
    return new Identity(
        "192.0.2.1",
        Optional.of(new Identity.Token("https://issuer", "anna", client, Set.of(), Map.of())));
  }
}
