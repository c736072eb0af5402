package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.identity.Identity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** What an operator turns off while everything runs. */
@TestPropertySource(properties = "millrace.api.switches.refresh=50ms")
class SwitchTest extends ApiTest {

  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final String MOTTO = "query Motto { motto }";
  private static final Identity SOMEBODY = new Identity("192.0.2.1", Optional.empty());

  @AfterEach
  void turnOn() {
    stores().postgres().execute("delete from millrace.switched_off");
    await(MOTTO, SOMEBODY, List.of());
    await(MOTTO, caller("anna", "shop"), List.of());
  }

  @Test
  void anOperationByItsNameOrItsDocument() throws Exception {
    off("operation", "Motto");
    await(MOTTO, SOMEBODY, List.of("SWITCHED_OFF"));
    await("query Other { motto }", SOMEBODY, List.of());
    var hash =
        MessageDigest.getInstance("SHA-256").digest("{ motto }".getBytes(StandardCharsets.UTF_8));
    off("operation", HexFormat.of().formatHex(hash));
    await("{ motto }", SOMEBODY, List.of("SWITCHED_OFF"));
  }

  @Test
  void aClientWithATokenOrAnAddress() {
    off("client", "shop");
    await(MOTTO, caller("anna", "shop"), List.of("SWITCHED_OFF"));
    await(MOTTO, caller("anna", "other"), List.of());
    off("client", "address:192.0.2.1");
    await(MOTTO, SOMEBODY, List.of("SWITCHED_OFF"));
    await(MOTTO, new Identity("192.0.2.2", Optional.empty()), List.of());
  }

  @Test
  void aSubject() {
    off("subject", "anna");
    await(MOTTO, caller("anna", "shop"), List.of("SWITCHED_OFF"));
    await(MOTTO, caller("ben", "shop"), List.of());
  }

  @Test
  void whatIsTurnedOnAgainRunsAgain() {
    off("operation", "Motto");
    await(MOTTO, SOMEBODY, List.of("SWITCHED_OFF"));
    stores().postgres().execute("delete from millrace.switched_off");
    await(MOTTO, SOMEBODY, List.of());
  }

  private static Identity caller(String subject, String client) {
    return new Identity(
        "192.0.2.1",
        Optional.of(new Identity.Token("https://issuer", subject, client, Set.of(), Map.of())));
  }

  private static void off(String kind, String name) {
    stores()
        .postgres()
        .execute(
            "insert into millrace.switched_off (kind, name, reason, who) values ('%s', '%s', 'a test', 'a test')"
                .formatted(kind, name));
  }

  private void await(String document, Identity caller, List<@Nullable Object> codes) {
    var limit = Instant.now().plus(BOUND);
    var found = ask(document, Map.of(), caller).codes();
    while (!found.equals(codes)) {
      assertThat(Instant.now()).as("%s", found).isBefore(limit);
      found = ask(document, Map.of(), caller).codes();
    }
  }
}
