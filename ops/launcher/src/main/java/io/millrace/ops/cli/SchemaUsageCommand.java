package io.millrace.ops.cli;

import io.millrace.ops.run.DatabaseAddress;
import io.millrace.ops.schema.FieldUsage;
import io.millrace.ops.schema.FieldUsage.ElementUse;
import io.millrace.ops.schema.FieldUsage.Question;
import io.millrace.ops.schema.FieldUsage.Report;
import java.io.PrintWriter;
import java.sql.DriverManager;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Says who uses which part of the schema, and what nobody uses any more. */
@Command(
    name = "usage",
    description =
        "Shows which client uses which fields, arguments, input fields and enum values, how often"
            + " and when last; and which deprecated ones nobody uses.",
    mixinStandardHelpOptions = true)
final class SchemaUsageCommand implements Callable<Integer> {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Those who say no name, as the API counts them. */
  private static final String ANONYMOUS = "(anonymous)";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--since",
      paramLabel = "DAYS",
      description = "In how many days, today included (default ${DEFAULT-VALUE}).",
      defaultValue = "30")
  private int days;

  @Option(
      names = "--field",
      paramLabel = "TYPE.FIELD",
      description = "Of this field with its arguments, or of this type with its fields, alone.")
  private @Nullable String field;

  @Option(names = "--deprecated", description = "Of what is deprecated alone.")
  private boolean deprecated;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (days < 1) {
      throw new ParameterException(spec.commandLine(), "--since must be 1 at least, not " + days);
    }
    var question =
        new Question(FieldUsage.firstOfLast(days), Optional.ofNullable(field), deprecated);
    var address = DatabaseAddress.parse(Running.addresses().postgres());
    try (var database =
        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password())) {
      var report = new FieldUsage(Running.catalog().versions(), database).read(question);
      var out = spec.commandLine().getOut();
      if (json) {
        var mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        out.println(mapper.writeValueAsString(report));
      } else {
        print(report, out);
      }
    }
    return 0;
  }

  private static void print(Report report, PrintWriter out) {
    if (report.countedSince() == null) {
      out.println("Nothing has been counted yet.");
      return;
    }
    if (report.countedSince().isAfter(report.since())) {
      out.printf("Counted since %s only.%n", report.countedSince());
    }
    if (report.uses().isEmpty()) {
      out.printf("Nobody has used that since %s.%n", report.since());
    }
    report.uses().forEach(use -> print(use, out));
    if (!report.unused().isEmpty()) {
      out.printf("%nDeprecated and not used since %s, so safe to remove:%n", since(report));
      report
          .unused()
          .forEach(
              unused ->
                  out.printf(
                      "%-40s %-12s %s%n",
                      unused.coordinate(),
                      String.join(",", unused.versions()),
                      unused.deprecation()));
    }
  }

  private static Object since(Report report) {
    var counted = report.countedSince();
    return counted != null && counted.isAfter(report.since()) ? counted : report.since();
  }

  private static void print(ElementUse use, PrintWriter out) {
    out.printf(
        "%-40s %-12s %-30s %,10d  last %s%s%n",
        use.coordinate(),
        use.version(),
        client(use),
        use.operations(),
        MINUTE.format(use.lastUsed()),
        use.deprecation() == null ? "" : "  deprecated");
  }

  private static String client(ElementUse use) {
    return use.proven() || use.client().equals(ANONYMOUS)
        ? use.client()
        : use.client() + " (unproven)";
  }
}
