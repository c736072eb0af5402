package io.millrace.ops.attack;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/** A well-behaved client that asks for a page now and then, from an address of its own. */
public final class Bystander {

  private static final int ADDRESS = 900;
  private static final int PAUSE_MILLIS = 20;

  private final Wire wire;
  private final Request request;

  Bystander(Target target) {
    this.wire = new Wire(target.api());
    this.request =
        Request.post(
            target.api(),
            "{ %s(first: 5) { nodes { __typename id } } }".formatted(target.search().getName()));
  }

  /**
   * What it saw.
   *
   * @param requests how many it sent
   * @param unanswered how many had another status than 200
   * @param p50Millis half of the answers took no longer
   * @param p99Millis 99 of 100 took no longer
   */
  public record Latency(int requests, int unanswered, double p50Millis, double p99Millis) {}

  /** Asks for as long as a condition holds. */
  Latency ask(BooleanSupplier goOn) throws IOException, InterruptedException {
    var nanos = LongStream.builder();
    int requests = 0;
    int unanswered = 0;
    while (goOn.getAsBoolean()) {
      var response = wire.send(request, ADDRESS);
      requests++;
      if (response.status() == 200) {
        nanos.add(response.nanos());
      } else {
        unanswered++;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    var sorted = nanos.build().sorted().toArray();
    return new Latency(requests, unanswered, millis(sorted, 0.5), millis(sorted, 0.99));
  }

  private static double millis(long[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : Arrays.stream(sorted).skip((long) (share * (sorted.length - 1))).findFirst().orElse(0)
            / 1e6;
  }
}
