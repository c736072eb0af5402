package io.millrace.storefront.launch;

import io.millrace.ops.extension.Benchmark;
import io.millrace.ops.extension.LauncherExtension;
import io.millrace.ops.extension.SampleData;
import java.util.List;
import java.util.Optional;

/** The storefront's part of the launcher. */
public final class StorefrontExtension implements LauncherExtension {

  @Override
  public List<Object> commands() {
    return List.of(new ImportCommand());
  }

  @Override
  public Optional<SampleData> sampleData() {
    return Optional.of(new DemoShop());
  }

  @Override
  public Optional<Benchmark> benchmark() {
    return Optional.of(StorefrontBenchmark.read());
  }
}
