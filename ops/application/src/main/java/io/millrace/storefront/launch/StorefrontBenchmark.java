package io.millrace.storefront.launch;

import io.millrace.ops.extension.Benchmark;
import io.millrace.ops.extension.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is measured of the storefront: the files in {@code bench/} of the resources. */
final class StorefrontBenchmark {

  private static final List<String> FILES =
      List.of(
          "product-page",
          "category-listing",
          "faceted-search",
          "customer-orders",
          "tiny-lookup",
          "stock-adjustment");

  private StorefrontBenchmark() {}

  static Benchmark read() {
    return new Benchmark(
        new BenchmarkShop(), FILES.stream().map(StorefrontBenchmark::scenario).toList());
  }

  private static Scenario scenario(String name) {
    var file = "bench/" + name + ".graphql";
    try (var resource = StorefrontBenchmark.class.getClassLoader().getResourceAsStream(file)) {
      if (resource == null) {
        throw new IllegalStateException("There is no resource " + file);
      }
      return Scenario.parse(file, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
