package io.millrace.storefront.launch;

import io.millrace.ops.cli.Running;
import io.millrace.ops.run.DatabaseAddress;
import io.millrace.ops.run.Workspace;
import io.millrace.storefront.retail.BrokenFileException;
import io.millrace.storefront.retail.ImportSettings;
import io.millrace.storefront.retail.RetailImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports a retailer's invoices. */
@Command(
    name = "import",
    description = {
      "Imports invoices from a CSV file in the format of the Online Retail data set, plain or gzip.",
      "Only what is not there yet is inserted: an import that was killed is completed by running it"
          + " again."
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The CSV file.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(
      names = "--stock",
      paramLabel = "N",
      description = "What each new variant has in stock (default ${DEFAULT-VALUE}).",
      defaultValue = "" + ImportSettings.DEFAULT_STOCK)
  private int stock;

  @Option(
      names = "--report",
      paramLabel = "PATH",
      description =
          "Where the report goes, as PATH.txt and PATH.json (default: the folder reports of this"
              + " workspace's home).")
  private @Nullable Path reportPath;

  @Override
  public Integer call() throws Exception {
    requireReadable();
    var settings = ImportSettings.DEFAULT.withStock(stock);
    var database = DatabaseAddress.parse(Running.addresses().postgres());
    try (var bar = new ImportProgressBar(spec.commandLine().getErr())) {
      var report = new RetailImport(dataSource(database), settings).run(file, bar);
      bar.close();
      var out = spec.commandLine().getOut();
      out.println(report.summary());
      out.println("The rejected lines are listed in " + report.write(reportPath()));
      out.flush();
      return 0;
    } catch (BrokenFileException broken) {
      throw new IllegalArgumentException(file + ", " + broken.getMessage(), broken);
    }
  }

  private void requireReadable() {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + " is a folder, not a file.");
    }
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("There is no file " + file + ".");
    }
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(file + " may not be read by you.");
    }
  }

  private Path reportPath() {
    if (reportPath != null) {
      return reportPath;
    }
    var name = String.valueOf(file.getFileName()).replaceAll("\\.gz$|\\.csv(\\.gz)?$", "");
    return Workspace.locate().home().resolve("reports").resolve("import-" + name);
  }

  private static PGSimpleDataSource dataSource(DatabaseAddress database) {
    var source = new PGSimpleDataSource();
    source.setUrl(database.jdbcUrl());
    source.setUser(database.user());
    source.setPassword(database.password());
    source.setApplicationName("millrace import");
    return source;
  }
}
