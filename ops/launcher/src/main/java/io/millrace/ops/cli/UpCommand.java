package io.millrace.ops.cli;

import io.millrace.ops.extension.LauncherExtension;
import io.millrace.ops.extension.SampleData;
import io.millrace.ops.run.Addresses;
import io.millrace.ops.run.Certificate;
import io.millrace.ops.run.Development;
import io.millrace.ops.run.Run;
import io.millrace.ops.run.Settings;
import io.millrace.ops.run.Stores;
import io.millrace.ops.run.Workspace;
import io.millrace.ops.stack.PortChoice;
import io.millrace.ops.stack.StackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts everything and keeps it running. */
@Command(
    name = "up",
    description = "Starts stores, API and projector; Ctrl-C stops them.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

  private static final int API_PORT = 8080;

  private static final String IN_PRODUCTION =
      """
        In production mode: GraphiQL and introspection are off, budgets and request rates hold.
        MILLRACE_API_MODE=development switches the first two on.""";

  private static final String IN_PRODUCTION_HERE =
      """
        In production mode, as MILLRACE_API_MODE says: GraphiQL and introspection are off. Budgets
        and request rates are not limited, since everybody here has one address.""";

  /** Stands for {@code --demo-} and the unit of the domain's sample data. */
  static final String DEMO = "--demo";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--detach",
      description = "Return when the first query can be answered; ./millrace down stops it.")
  private boolean detach;

  @Option(
      names = "--single",
      description = "API and projector share one process, which takes less memory.")
  private boolean single;

  @Option(
      names = "--tls",
      description =
          "The API speaks HTTPS and HTTP/2, with a certificate that this machine signs itself.")
  private boolean tls;

  @Option(
      names = "--external",
      description =
          "Use servers that run already, named by --postgres, --elasticsearch and --redis or by"
              + " MILLRACE_POSTGRES_URL, MILLRACE_ELASTICSEARCH_URL and MILLRACE_REDIS_URL.")
  private boolean external;

  @Option(
      names = "--postgres",
      paramLabel = "URL",
      description =
          "Postgres that runs already, postgresql://user@host:port/database; a password is better"
              + " given by the environment variable, which other users can't see.")
  private @Nullable String postgres;

  @Option(
      names = "--elasticsearch",
      paramLabel = "URL",
      description = "Elasticsearch that runs already.")
  private @Nullable String elasticsearch;

  @Option(names = "--redis", paramLabel = "URL", description = "Redis that runs already.")
  private @Nullable String redis;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description =
          "The name of the stream of changes, which the replication slot has too (default main, or"
              + " MILLRACE_STREAM_SOURCE): two installations in one Postgres cluster need different"
              + " ones.")
  private @Nullable String source;

  @Option(
      names = "--store-prefix",
      paramLabel = "NAME",
      description =
          "The first part of every name in Elasticsearch and Redis (default millrace, or"
              + " MILLRACE_STREAM_STOREPREFIX).")
  private @Nullable String storePrefix;

  @Option(
      names = "--port",
      description = "The API's port; without it 8080, or another where that is in use.",
      defaultValue = "0")
  private int port;

  @Option(names = "--postgres-port", description = "Postgres' port.", defaultValue = "0")
  private int postgresPort;

  @Option(names = "--elasticsearch-port", description = "Elasticsearch's.", defaultValue = "0")
  private int elasticsearchPort;

  @Option(names = "--redis-port", description = "Redis'.", defaultValue = "0")
  private int redisPort;

  @Option(names = DEMO, hidden = true, description = "How large the sample data is; 0 for none.")
  private @Nullable Integer demoSize;

  @Override
  public Integer call() throws SQLException, IOException, InterruptedException {
    var workspace = Workspace.locate();
    var out = spec.commandLine().getOut();
    var already = Addresses.read(workspace.addressesFile());
    if (already.isPresent()) {
      out.println("Millrace is up already.");
      print(already.get(), out);
      return 0;
    }
    if (detach) {
      return new DetachedRun(workspace, foregroundArguments(), settings(), out).start();
    }
    var manner = new Run.Manner(single, !external, tls, Map.of());
    try (var run = new Run(workspace, Settings.stream(settings()), manner, out)) {
      // Ctrl-C and SIGTERM end the JVM; closing is idempotent, so whoever comes first stops it all.
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(run::close));
      var addresses =
          run.start(preparing -> stores(workspace, out, preparing), apiPort(), filling());
      print(addresses, out);
      out.println(mode(addresses));
      if (tls) {
        out.printf(
            "%n  The certificate to trust, as for curl --cacert: %s%n",
            new Certificate(workspace.certificate()).pem());
      }
      out.println();
      out.flush();
      Thread.ofVirtual().name("aot-training").start(run::train);
      Thread.currentThread().join();
    }
    return 0;
  }

  private Optional<Run.Filling> filling() {
    return samples()
        .map(data -> new Run.Filling(data, demoSize == null ? data.usualSize() : demoSize))
        .filter(filling -> filling.size() > 0);
  }

  private static Optional<SampleData> samples() {
    return LauncherExtension.all().stream()
        .flatMap(extension -> extension.sampleData().stream())
        .findFirst();
  }

  /** Gives the option for the sample data the name that the domain has for it. */
  static void nameDemoOption(CommandSpec up) {
    samples()
        .ifPresent(
            samples -> {
              var option = Objects.requireNonNull(up.findOption(DEMO));
              up.remove(option);
              up.addOption(
                  OptionSpec.builder(option)
                      .names(DEMO + "-" + samples.unit(), DEMO)
                      .hidden(false)
                      .description(
                          "How many %s an empty store is filled with (default %d); 0 for none."
                              .formatted(samples.unit(), samples.usualSize()))
                      .build());
            });
  }

  /** The environment, where an option says nothing else. */
  private Map<String, String> settings() {
    var settings = new HashMap<>(System.getenv());
    override(settings, Settings.POSTGRES, postgres);
    override(settings, Settings.ELASTICSEARCH, elasticsearch);
    override(settings, Settings.REDIS, redis);
    override(settings, Settings.SOURCE, source);
    override(settings, Settings.STORE_PREFIX, storePrefix);
    return settings;
  }

  private static void override(
      Map<String, String> settings, String name, @Nullable String optional) {
    if (optional != null) {
      settings.put(name, optional);
    }
  }

  private List<String> foregroundArguments() {
    var arguments =
        new ArrayList<>(
            List.of(
                "up",
                "--port=" + port,
                "--postgres-port=" + postgresPort,
                "--elasticsearch-port=" + elasticsearchPort,
                "--redis-port=" + redisPort));
    if (demoSize != null) {
      arguments.add(DEMO + "=" + demoSize);
    }
    if (external) {
      arguments.add("--external");
    }
    if (single) {
      arguments.add("--single");
    }
    if (tls) {
      arguments.add("--tls");
    }
    return arguments;
  }

  private Stores stores(Workspace workspace, PrintWriter out, Stores.Preparing preparing)
      throws SQLException {
    if (external) {
      return Stores.external(settings(), preparing);
    }
    var settings =
        StackSettings.in(workspace.home())
            .withPorts(
                choice(postgresPort, 5432),
                choice(elasticsearchPort, 9200),
                choice(redisPort, 6379));
    return Stores.local(
        settings,
        (server, step) -> {
          out.printf("millrace: %s: %s%n", server, step);
          out.flush();
        },
        preparing);
  }

  private PortChoice apiPort() {
    return choice(port, API_PORT);
  }

  private static PortChoice choice(int given, int usual) {
    return given == 0 ? PortChoice.preferred(usual) : PortChoice.fixed(given);
  }

  private String mode(Addresses addresses) {
    if (!external) {
      return Development.isProduction(System.getenv())
          ? IN_PRODUCTION_HERE
          : inDevelopment(addresses);
    }
    return Development.isAskedFor(System.getenv()) ? "" : IN_PRODUCTION;
  }

  private static String inDevelopment(Addresses addresses) {
    return """
        In development mode: GraphiQL is at %s, introspection is
        answered, budgets and request rates are not limited."""
        .formatted(URI.create(addresses.api()).resolve("/graphiql"));
  }

  static void print(Addresses addresses, PrintWriter out) {
    out.printf(
        """

          GraphQL        %s
          projector      %s
          Postgres       %s
          Elasticsearch  %s
          Redis          %s

        """,
        addresses.api(),
        addresses.projector(),
        addresses.postgres(),
        addresses.elasticsearch(),
        addresses.redis());
    out.flush();
  }
}
