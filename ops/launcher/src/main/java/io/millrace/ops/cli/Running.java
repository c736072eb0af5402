package io.millrace.ops.cli;

import io.millrace.ops.run.Addresses;
import io.millrace.ops.run.Settings;
import io.millrace.ops.run.Stores;
import io.millrace.ops.run.Workspace;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;

/** What commands need that look at a running Millrace, those of a domain too. */
public final class Running {

  private static final int API_PORT = 8080;
  private static final int PROJECTOR_PORT = 8081;

  private Running() {}

  /**
   * The addresses of this workspace's run, or of the servers that the environment names.
   *
   * @throws IllegalArgumentException when there is neither
   */
  public static Addresses addresses() {
    return Addresses.read(Workspace.locate().addressesFile())
        .orElseGet(
            () -> {
              if (System.getenv(Settings.POSTGRES) == null) {
                throw new IllegalArgumentException(
                    "Nothing runs here. Start it with ./millrace up, or name servers elsewhere by"
                        + " MILLRACE_POSTGRES_URL, MILLRACE_ELASTICSEARCH_URL and"
                        + " MILLRACE_REDIS_URL.");
              }
              return Stores.external(System.getenv())
                  .addresses(API_PORT, PROJECTOR_PORT, Settings.stream(System.getenv()));
            });
  }

  /** The catalog of the domain on the class path. */
  public static Catalog catalog() {
    return new CatalogLoader().load(DomainSources.fromClasspath(Running.class.getClassLoader()));
  }
}
