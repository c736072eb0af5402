package io.millrace.api.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What buckets promise, wherever they are. */
abstract class BucketsContract {

  /** Nothing to speak of comes back while a test runs. */
  static final BucketSize SLOW = new BucketSize(1000, 0.0001);

  private static final AtomicLong CHARGES = new AtomicLong();

  private final String owner = "owner " + UUID.randomUUID();

  /** Two nodes that share the buckets. */
  abstract List<Buckets> nodes();

  @Test
  void neverHoldMoreThanTheyCanHoweverManyChargeAtOnce() {
    long admitted =
        Objects.requireNonNull(
            Flux.range(0, 400)
                .flatMap(
                    each ->
                        nodes()
                            .get(each % 2)
                            .charge(owner, id(), 7, SLOW)
                            .subscribeOn(Schedulers.parallel()),
                    100)
                .filter(Filling::admitted)
                .count()
                .block());
    assertThat(admitted).isEqualTo(1000 / 7);
    assertThat(available(SLOW)).isBetween(6.0, 6.5);
  }

  @Test
  void takeNothingWhereTheAmountDoesNotFit() {
    charge(900, SLOW);
    assertThat(get(nodes().getFirst().charge(owner, id(), 101, SLOW)).admitted()).isFalse();
    assertThat(available(SLOW)).isBetween(100.0, 100.5);
    charge(100, SLOW);
  }

  @Test
  void takeNothingFromThoseWhoOnlyAsk() {
    assertThat(get(nodes().getFirst().charge(owner, id(), 0, SLOW)).admitted()).isTrue();
    assertThat(available(SLOW)).isEqualTo(1000);
  }

  @Test
  void giveBackWhatWasNotUsedOnce() {
    var first = charge(300, SLOW);
    charge(300, SLOW);
    var settled = get(nodes().getLast().settle(owner, first, 100, SLOW));
    assertThat(settled.admitted()).isTrue();
    assertThat(settled.available()).isBetween(600.0, 600.5);
    assertThat(get(nodes().getFirst().settle(owner, first, 0, SLOW)).admitted()).isFalse();
    assertThat(available(SLOW)).isBetween(600.0, 600.5);
  }

  @Test
  void giveNothingBackForAnUnknownCharge() {
    charge(300, SLOW);
    assertThat(get(nodes().getFirst().settle(owner, id(), 0, SLOW)).admitted()).isFalse();
    assertThat(available(SLOW)).isBetween(700.0, 700.5);
  }

  @Test
  void takeWhatWasUnderestimatedEvenWhereItDoesNotFit() {
    var charge = charge(1000, SLOW);
    assertThat(get(nodes().getFirst().settle(owner, charge, 1500, SLOW)).available())
        .isBetween(-500.0, -499.5);
    assertThat(get(nodes().getFirst().charge(owner, id(), 0, SLOW)).admitted()).isFalse();
  }

  @Test
  void takeAChargeOnceThatIsSentTwice() {
    var charge = charge(300, SLOW);
    assertThat(get(nodes().getLast().charge(owner, charge, 300, SLOW)).admitted()).isTrue();
    assertThat(available(SLOW)).isBetween(700.0, 700.5);
  }

  @Test
  void keepOwnersApart() {
    charge(1000, SLOW);
    var other = get(nodes().getFirst().charge(owner + "2", id(), 1000, SLOW));
    assertThat(other.admitted()).isTrue();
  }

  String charge(double amount, BucketSize size) {
    var id = id();
    assertThat(get(nodes().getFirst().charge(owner, id, amount, size)).admitted()).isTrue();
    return id;
  }

  double available(BucketSize size) {
    return get(nodes().getLast().charge(owner, id(), 0, size)).available();
  }

  static Filling get(Mono<Filling> filling) {
    return Objects.requireNonNull(filling.block());
  }

  private static String id() {
    return "charge " + CHARGES.incrementAndGet();
  }
}
