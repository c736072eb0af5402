package io.millrace.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

class SigningKeysTest {

  private static final Duration TTL = Duration.ofMinutes(10);
  private static final Duration COOL_DOWN = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final TestIssuer issuer = new TestIssuer();
  private final AtomicLong nanos = new AtomicLong();
  private final SigningKeys keys =
      new SigningKeys(
          new RemoteIssuerKeys(WebClient.create(), issuer.uri(), null, Duration.ofSeconds(10)),
          TTL,
          COOL_DOWN,
          nanos::get);

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void areAskedForOnceAndKept() {
    assertThat(matching("first")).hasSize(1);
    assertThat(matching("first")).hasSize(1);
    assertThat(issuer.fetches()).isEqualTo(1);
  }

  @Test
  void areAskedForOnceInACoolDownHoweverManyUnknownKeysAreNamed() {
    var flood =
        Flux.range(0, 1_000)
            .flatMap(number -> keys.matching(TestIssuer.header("made up " + number)), 200)
            .collectList()
            .block(LIMIT);
    assertThat(flood).hasSize(1_000).allMatch(List::isEmpty);
    assertThat(issuer.fetches()).isEqualTo(1);
    pass(COOL_DOWN);
    assertThat(matching("made up")).isEmpty();
    assertThat(matching("made up again")).isEmpty();
    assertThat(issuer.fetches()).isEqualTo(2);
  }

  @Test
  void followTheIssuerToANewKeyAndForgetTheOldOne() {
    assertThat(matching("first")).hasSize(1);
    issuer.rotate("second");
    pass(COOL_DOWN);
    assertThat(matching("second")).hasSize(1);
    assertThat(matching("first")).isEmpty();
    assertThat(issuer.fetches()).isEqualTo(2);
  }

  @Test
  void areForgottenWithinTheirTimeToLiveWhenTheIssuerWithdrawsThem() {
    assertThat(matching("first")).hasSize(1);
    issuer.rotate("second");
    pass(TTL);
    assertThat(matching("first")).isEmpty();
  }

  @Test
  void goOnCountingWhileTheIssuerIsAway() {
    assertThat(matching("first")).hasSize(1);
    issuer.away(true);
    pass(TTL);
    assertThat(matching("first")).hasSize(1);
    assertThat(matching("first")).hasSize(1);
    assertThatThrownBy(() -> matching("new meanwhile"))
        .isInstanceOf(SigningKeys.UnavailableException.class);
    assertThat(issuer.fetches()).isEqualTo(2);
  }

  @Test
  void areLearntOnceAnIssuerComesThatWasAwayAtStart() {
    issuer.away(true);
    assertThatThrownBy(() -> matching("first"))
        .isInstanceOf(SigningKeys.UnavailableException.class);
    issuer.away(false);
    assertThatThrownBy(() -> matching("first"))
        .isInstanceOf(SigningKeys.UnavailableException.class);
    pass(COOL_DOWN);
    assertThat(matching("first")).hasSize(1);
  }

  @Test
  void areNotTakenFromMetadataOfAnotherIssuer() {
    var other =
        new SigningKeys(
            new RemoteIssuerKeys(
                WebClient.create(), issuer.uri() + "/", null, Duration.ofSeconds(10)),
            TTL,
            COOL_DOWN,
            nanos::get);
    assertThatThrownBy(() -> other.matching(TestIssuer.header("first")).block(LIMIT))
        .isInstanceOf(SigningKeys.UnavailableException.class);
    assertThat(issuer.fetches()).isZero();
  }

  private List<JWK> matching(String keyId) {
    return Objects.requireNonNull(keys.matching(TestIssuer.header(keyId)).block(LIMIT));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
