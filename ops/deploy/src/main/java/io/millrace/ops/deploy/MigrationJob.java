package io.millrace.ops.deploy;

import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import io.millrace.write.StreamProperties;
import io.millrace.write.check.DatabaseCheck;
import io.millrace.write.migration.Migration;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;

/**
 * Migrates the database and ends: the only step of a deployment that runs DDL. It is told the
 * database by {@code SPRING_DATASOURCE_URL}, {@code …_USERNAME} and {@code …_PASSWORD}, and the
 * stream by {@code MILLRACE_STREAM_…}, as the applications are.
 */
public final class MigrationJob {

  private static final Logger LOG = LoggerFactory.getLogger(MigrationJob.class);

  private MigrationJob() {}

  /** Migrates; a failure ends the process with its stack trace and code 1. */
  public static void main(String[] arguments) throws SQLException {
    migrate(System.getenv());
  }

  static void migrate(Map<String, String> environment) throws SQLException {
    var url = required(environment, "SPRING_DATASOURCE_URL");
    var user = required(environment, "SPRING_DATASOURCE_USERNAME");
    var password = required(environment, "SPRING_DATASOURCE_PASSWORD");
    var catalog =
        new CatalogLoader().load(DomainSources.fromClasspath(MigrationJob.class.getClassLoader()));
    var report = Migration.migrate(url, user, password, catalog, stream().stream());
    try (var connection = DriverManager.getConnection(url, user, password)) {
      DatabaseCheck.check(catalog, connection).orThrow();
    }
    LOG.info(
        "{} script(s) of the platform and {} of the domain ran; {} tables are followed",
        report.platformScripts(),
        report.domainScripts(),
        report.published().size());
  }

  private static StreamProperties stream() {
    return Binder.get(new StandardEnvironment())
        .bindOrCreate("millrace.stream", StreamProperties.class);
  }

  private static String required(Map<String, String> environment, String name) {
    var value = environment.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "Set SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD; "
              + name
              + " is missing");
    }
    return value;
  }
}
