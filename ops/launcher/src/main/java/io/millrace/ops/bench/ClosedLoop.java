package io.millrace.ops.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Connections that each ask again as soon as they are answered. */
final class ClosedLoop implements AutoCloseable {

  private final List<HttpConnection> connections = new ArrayList<>();
  private final List<SplittableRandom> randoms = new ArrayList<>();

  ClosedLoop(URI server, int count, long seed) throws IOException {
    var random = new SplittableRandom(seed);
    for (int at = 0; at < count; at++) {
      connections.add(new HttpConnection(server));
      randoms.add(random.split());
    }
  }

  /**
   * What was measured.
   *
   * @param roundTrips in all answers, by store
   * @param bytes of all answers
   */
  record Result(double seconds, Latencies latencies, Map<String, Long> roundTrips, long bytes) {

    int requests() {
      return latencies.nanos().length;
    }
  }

  /**
   * Asks for as long as this.
   *
   * @param next the next request
   */
  Result run(Duration time, String path, Function<SplittableRandom, ScenarioRequests.Request> next)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    long end = begun + time.toNanos();
    var workers = new ArrayList<Future<Worker>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int at = 0; at < connections.size(); at++) {
        var worker = new Worker(connections.get(at), randoms.get(at));
        workers.add(threads.submit(() -> worker.run(end, path, next)));
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    var all = LongStream.builder();
    var roundTrips = new LinkedHashMap<String, Long>();
    long bytes = 0;
    for (var future : workers) {
      try {
        var worker = future.get();
        Arrays.stream(worker.nanos, 0, worker.count).forEach(all::add);
        worker.roundTrips.forEach((store, count) -> roundTrips.merge(store, count, Long::sum));
        bytes += worker.bytes;
      } catch (ExecutionException failure) {
        throw new IOException("A connection failed: " + failure.getCause(), failure.getCause());
      }
    }
    return new Result(seconds, new Latencies(all.build().toArray()), roundTrips, bytes);
  }

  private static final class Worker {

    private final HttpConnection connection;
    private final SplittableRandom random;
    private final Map<String, Long> roundTrips = new LinkedHashMap<>();
    private long[] nanos = new long[4096];
    private int count;
    private long bytes;

    Worker(HttpConnection connection, SplittableRandom random) {
      this.connection = connection;
      this.random = random;
    }

    Worker run(long end, String path, Function<SplittableRandom, ScenarioRequests.Request> requests)
        throws IOException {
      while (System.nanoTime() < end) {
        var next = requests.apply(random);
        var request = connection.request(path, next.body(), next.token());
        long begun = System.nanoTime();
        var answer = connection.send(request);
        long took = System.nanoTime() - begun;
        if (answer.status() != 200) {
          throw new IOException("The API answered with status " + answer.status());
        }
        if (count == nanos.length) {
          nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = took;
        bytes += answer.body().length;
        count(answer.roundTrips());
      }
      return this;
    }

    private void count(String header) {
      for (var store : header.isEmpty() ? new String[0] : header.split(", ")) {
        int equals = store.indexOf('=');
        roundTrips.merge(
            store.substring(0, equals), Long.parseLong(store.substring(equals + 1)), Long::sum);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (var connection : connections) {
      connection.close();
    }
  }
}
