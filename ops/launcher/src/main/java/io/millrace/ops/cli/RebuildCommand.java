package io.millrace.ops.cli;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import io.lettuce.core.RedisURI;
import io.millrace.ops.run.Addresses;
import io.millrace.ops.run.Application;
import io.millrace.ops.run.ApplicationHold;
import io.millrace.ops.run.DatabaseAddress;
import io.millrace.ops.run.Workspace;
import io.millrace.projector.backfill.ReadModelRows;
import io.millrace.projector.backfill.Rebuild;
import io.millrace.projector.sink.ElasticsearchHttp;
import io.millrace.projector.sink.RedisLink;
import io.millrace.projector.sink.SearchIndices;
import io.millrace.projector.slot.SlotHeldException;
import io.millrace.projector.slot.SlotOwnership;
import io.millrace.schema.document.IndexSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets everything be derived anew, after a slot or a store was lost. */
@Command(
    name = "rebuild",
    description = "Empties Elasticsearch and Redis and derives everything from Postgres again.",
    footer = {
      "",
      "What a halted projector asks for when its replication slot or a store's data is lost. Postgres"
          + " keeps everything. The projector is stopped for it, and then begins with a new slot and"
          + " a backfill; until that is done lookups are answered from Postgres and searches find"
          + " only what is filled already."
    },
    mixinStandardHelpOptions = true)
final class RebuildCommand implements Callable<Integer> {

  /** A projector that has just ended may be shown as the slot's holder for a moment. */
  private static final Duration HELD_WAIT = Duration.ofSeconds(5);

  private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(30);

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--all",
      required = true,
      description = "Every read model and the slot; there is no smaller rebuild yet.")
  private boolean all;

  @Override
  public Integer call() throws Exception {
    var addresses = Running.addresses();
    var workspace = Workspace.locate();
    var out = spec.commandLine().getOut();
    boolean supervised = Addresses.read(workspace.addressesFile()).isPresent();
    try (var _ = hold(workspace, supervised)) {
      rebuild(addresses);
    } catch (SlotHeldException held) {
      throw new IllegalArgumentException(
          held.reason() + " Stop that projector, then run ./millrace rebuild --all again.", held);
    }
    out.println(
        "The stores are empty and the slot is forgotten. "
            + (supervised
                ? "The projector is started again and fills them; ./millrace status --wait waits"
                    + " for it."
                : "Start the projector again: it makes a new slot and fills them."));
    return 0;
  }

  /** A projector that this workspace does not supervise is its operator's to stop. */
  private static AutoCloseable hold(Workspace workspace, boolean supervised)
      throws IOException, InterruptedException {
    return supervised ? ApplicationHold.take(workspace, Application.PROJECTOR) : () -> {};
  }

  private static void rebuild(Addresses addresses) throws Exception {
    var database = DatabaseAddress.parse(addresses.postgres());
    var dataSource = new PGSimpleDataSource();
    dataSource.setUrl(database.jdbcUrl());
    dataSource.setUser(database.user());
    dataSource.setPassword(database.password());
    dataSource.setApplicationName("millrace rebuild");
    var names = addresses.stream().names();
    try (var elasticsearch = Rest5Client.builder(URI.create(addresses.elasticsearch())).build();
        var redis = new RedisLink(RedisURI.create(addresses.redis()), REDIS_TIMEOUT)) {
      new Rebuild(
              new SlotOwnership(dataSource, addresses.stream().stream(), HELD_WAIT),
              new ReadModelRows(dataSource),
              new SearchIndices(new ElasticsearchHttp(elasticsearch), names, IndexSettings.DEFAULT),
              redis,
              names)
          .run(Running.catalog().readModels().values());
    }
  }
}
