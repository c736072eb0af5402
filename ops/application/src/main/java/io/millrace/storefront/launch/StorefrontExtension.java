package io.millrace.storefront.launch;

import io.millrace.ops.extension.Benchmark;
import io.millrace.ops.extension.LauncherExtension;
import io.millrace.ops.extension.SampleData;
import io.millrace.ops.extension.TokenRole;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The storefront's part of the launcher. */
public final class StorefrontExtension implements LauncherExtension {

  private static final Set<String> STAFF =
      Set.of("staff:catalog", "staff:orders", "staff:customers", "staff:reviews");

  @Override
  public List<Object> commands() {
    return List.of(new ImportCommand());
  }

  @Override
  public Optional<SampleData> sampleData() {
    return Optional.of(new DemoShop());
  }

  @Override
  public List<TokenRole> tokenRoles() {
    return List.of(
        new TokenRole("customer", null, Set.of(), "The customer of this number, such as 17."),
        new TokenRole("staff", "staff", STAFF, "The store's staff, with all its scopes."));
  }

  @Override
  public Optional<Benchmark> benchmark() {
    return Optional.of(StorefrontBenchmark.read());
  }
}
