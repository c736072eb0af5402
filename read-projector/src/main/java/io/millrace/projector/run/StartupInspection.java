package io.millrace.projector.run;

import io.millrace.projector.sink.RedisLink;
import io.millrace.projector.sink.StoreAwayException;
import io.millrace.projector.slot.SlotQueryException;
import io.millrace.projector.slot.StartupChecks;
import io.millrace.projector.slot.StartupFinding;
import io.millrace.projector.slot.StartupFinding.Severity;
import io.millrace.write.migration.Migration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at both servers for what would bite later, and says all of it together. */
final class StartupInspection {

  private static final Logger log = LoggerFactory.getLogger(StartupInspection.class);

  private final StartupChecks postgres;
  private final RedisLink redis;

  private StartupInspection(StartupChecks postgres, RedisLink redis) {
    this.postgres = postgres;
    this.redis = redis;
  }

  static StartupInspection of(ProjectorParts parts, Stores stores) {
    var tables =
        Migration.sources(parts.catalog()).stream()
            .map(table -> table.indexOf('.') < 0 ? "public." + table : table)
            .collect(Collectors.toSet());
    return new StartupInspection(
        new StartupChecks(parts.dataSource(), parts.properties().publication(), tables),
        stores.lookupLink());
  }

  /**
   * Warns of what can be lived with.
   *
   * @throws UnsuitableServerException when changes would be missed
   */
  void run() {
    var findings = new ArrayList<StartupFinding>();
    try {
      findings.addAll(postgres.run());
    } catch (SlotQueryException notYet) {
      log.warn("Postgres was not looked at: {}", notYet.getMessage());
    }
    try {
      findings.addAll(redis());
    } catch (StoreAwayException | io.lettuce.core.RedisCommandExecutionException notYet) {
      // A service may forbid CONFIG; what can't be asked is not known to be wrong.
      log.warn("Redis' settings were not looked at: {}", notYet.getMessage());
    }
    findings.stream()
        .filter(finding -> finding.severity() == Severity.WARNING)
        .forEach(finding -> log.warn("{}", finding));
    var errors = findings.stream().filter(finding -> finding.severity() == Severity.ERROR).toList();
    if (!errors.isEmpty()) {
      throw new UnsuitableServerException(errors);
    }
  }

  private List<StartupFinding> redis() {
    var findings = new ArrayList<StartupFinding>();
    var policy = setting("maxmemory-policy");
    if (!policy.equals("noeviction")) {
      findings.add(
          new StartupFinding(
              Severity.WARNING,
              "Redis' maxmemory-policy is %s: documents would vanish one by one when it is full."
                  .formatted(policy),
              "CONFIG SET maxmemory-policy noeviction"));
    }
    if (!setting("appendonly").equals("yes")) {
      findings.add(
          new StartupFinding(
              Severity.WARNING,
              "Redis keeps no append-only file: a restart would come back with an older snapshot,"
                  + " and the projector would halt.",
              "CONFIG SET appendonly yes"));
    }
    return findings;
  }

  private String setting(String name) {
    Map<String, String> found =
        java.util.Objects.requireNonNull(
            redis.<Map<String, String>>call(commands -> commands.configGet(name)));
    return found.getOrDefault(name, "");
  }
}
