package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The storefront in production mode, attacked by those who know its schema and hold tokens. */
final class AttackIT {

  private static final int KINDS = 40;
  private static final int REQUESTS = 10_000;

  @TempDir static Path home;

  @Test
  void everyKindOfAttackIsWithstoodAndNothingIsTold() throws Exception {
    try (var issuer = new KeyServer(home.resolve("data/identity"))) {
      var environment = new HashMap<>(issuer.environment());
      environment.put("MILLRACE_API_MODE", "production");
      try (var millrace = new Installation(home, environment)) {
        var started = millrace.up("--demo-products", "100").succeeded();
        assertThat(started.output()).contains("In production mode");
        millrace.settled();
        var report = home.resolve("attack.json");

        var attack =
            millrace.run("attack", "--requests=" + REQUESTS, "--json=" + report.toString());

        assertThat(attack.output()).endsWith("0 violations, seed 20261125\n");
        assertThat(attack.code()).isZero();
        var figures = JsonMapper.shared().readTree(Files.readString(report));
        assertThat(figures.path("kinds").size()).isGreaterThanOrEqualTo(KINDS);
        assertThat(figures.at("/beside/requests").asInt()).isPositive();
        assertThat(figures.at("/beside/unanswered").asInt()).isZero();
        // Nothing was lost or half done meanwhile.
        assertThat(millrace.settled().get("models"))
            .allSatisfy(
                counts -> {
                  assertThat(counts.get("elasticsearch")).isEqualTo(counts.get("postgres"));
                  assertThat(counts.get("redis")).isEqualTo(counts.get("postgres"));
                });
        try (var documents = new StoredDocuments(millrace.addresses())) {
          assertThat(documents.equalTheirDerivations()).isGreaterThan(500);
        }
      }
    }
  }
}
