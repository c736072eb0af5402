package io.millrace.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

/**
 * Receives metrics over OTLP/HTTP as a collector does, and tells what the series would be called in
 * Prometheus.
 */
final class MetricsReceiver implements AutoCloseable {

  private final HttpServer server;
  private final Set<String> services = ConcurrentHashMap.newKeySet();
  private final Set<String> series = ConcurrentHashMap.newKeySet();

  MetricsReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/metrics", this::take);
    server.start();
  }

  /** What {@code OTEL_EXPORTER_OTLP_ENDPOINT} is set to. */
  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The names of the services that sent something. */
  Set<String> services() {
    return Set.copyOf(services);
  }

  /** The series' names. */
  Set<String> series() {
    return Set.copyOf(series);
  }

  private void take(HttpExchange exchange) throws IOException {
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (var body =
        zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
      for (var resource : ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList()) {
        resource.getResource().getAttributesList().stream()
            .filter(attribute -> attribute.getKey().equals("service.name"))
            .forEach(attribute -> services.add(attribute.getValue().getStringValue()));
        resource
            .getScopeMetricsList()
            .forEach(scope -> scope.getMetricsList().forEach(m -> series.addAll(names(m))));
      }
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** The collector's rules: dots become underscores, the unit and the kind are appended. */
  private static Set<String> names(Metric metric) {
    var name = metric.getName().replaceAll("[^A-Za-z0-9_]", "_");
    var unit = metric.getUnit().replaceAll("[^A-Za-z0-9_]", "_");
    if (!unit.isEmpty() && !name.endsWith("_" + unit)) {
      name += "_" + unit;
    }
    var names = new HashSet<String>();
    switch (metric.getDataCase()) {
      case GAUGE -> names.add(name);
      case SUM -> names.add(metric.getSum().getIsMonotonic() ? name + "_total" : name);
      case HISTOGRAM -> {
        names.add(name + "_count");
        names.add(name + "_sum");
        if (metric.getHistogram().getDataPoints(0).getExplicitBoundsCount() > 0) {
          names.add(name + "_bucket");
        }
      }
      case SUMMARY -> {
        names.add(name + "_count");
        names.add(name + "_sum");
      }
      default -> throw new IllegalStateException(metric.getDataCase() + " of " + name);
    }
    return names;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
