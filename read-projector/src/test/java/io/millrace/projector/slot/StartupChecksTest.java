package io.millrace.projector.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartupChecksTest {

  private final SourceDatabase database = SourceDatabase.create();

  @Test
  void aSoundDatabaseHasNoFindings() {
    assertThat(check("millrace", "public.item")).isEmpty();
  }

  @Test
  void anUnlimitedLogBehindSlotsIsAWarning() {
    with("max_slot_wal_keep_size", "-1", "-1");
    try {
      assertThat(check("millrace", "public.item"))
          .anyMatch(finding -> finding.what().contains("max_slot_wal_keep_size is unlimited"));
    } finally {
      reset("max_slot_wal_keep_size");
    }
  }

  @Test
  void aMissingPublicationIsAnError() {
    assertThat(check("nowhere", "public.item"))
        .first()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(StartupFinding.Severity.ERROR);
              assertThat(finding.what()).isEqualTo("Publication nowhere does not exist.");
              assertThat(finding.fix()).isEqualTo("./millrace migrate");
            });
  }

  @Test
  void aTableOutsideOfThePublicationIsAnError() {
    database.sql("create table other (id int primary key)");
    assertThat(check("millrace", "public.item", "public.other"))
        .first()
        .matches(finding -> finding.severity() == StartupFinding.Severity.ERROR)
        .matches(finding -> finding.what().contains("does not contain public.other"));
  }

  @Test
  void aPublicationWithoutDeletionsIsAnError() {
    database.sql("alter publication millrace set (publish = 'insert, update')");
    assertThat(check("millrace", "public.item"))
        .first()
        .matches(finding -> finding.what().contains("does not publish every operation"));
  }

  @Test
  void aWeakReplicaIdentityIsAWarningWithItsFix() {
    database.sql("alter table item replica identity default");
    assertThat(check("millrace", "public.item"))
        .anyMatch(
            finding ->
                finding.severity() == StartupFinding.Severity.WARNING
                    && finding.fix().equals("alter table public.item replica identity full"));
  }

  @Test
  void anIdleTimeoutForSlotsIsAWarning() {
    with("idle_replication_slot_timeout", "1d", "1d");
    try {
      assertThat(check("millrace", "public.item"))
          .anyMatch(finding -> finding.what().contains("idle_replication_slot_timeout is 1d"));
    } finally {
      reset("idle_replication_slot_timeout");
    }
  }

  private void with(String setting, String value, String shown) {
    database.sql("alter system set %s = '%s'".formatted(setting, value));
    database.sql("select pg_reload_conf()");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> database.text("show " + setting).equals(shown));
  }

  private void reset(String setting) {
    database.sql("alter system reset " + setting);
    database.sql("select pg_reload_conf()");
  }

  private List<StartupFinding> check(String publication, String... tables) {
    return new StartupChecks(database.dataSource(), publication, List.of(tables)).run();
  }
}
