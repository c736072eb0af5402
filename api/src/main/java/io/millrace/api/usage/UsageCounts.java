package io.millrace.api.usage;

import io.millrace.api.gate.Operation;
import io.millrace.api.identity.Identity;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;

/** Counts what operations use, in this node's memory. */
final class UsageCounts {

  private final InstantSource clock;
  private final Supplier<UsageClients> clientsOfADay;
  private volatile Tally tally = new Tally();
  private volatile UsageClients clients;
  private Tally before = new Tally();
  private LocalDate day;

  /**
   * @param clientsOfADay gives a day's clients, of whom none is known yet
   */
  UsageCounts(InstantSource clock, Supplier<UsageClients> clientsOfADay) {
    this.clock = clock;
    this.clientsOfADay = clientsOfADay;
    this.clients = clientsOfADay.get();
    this.day = dayOf(clock.instant());
  }

  /** What comes from within this process, as a warm-up does, is nobody's use. */
  void count(Operation operation, Use use) {
    if (!Identity.of(operation.context()).isWithin()) {
      tally.count(clients.of(operation), use);
    }
  }

  /** Where the next operation is counted. */
  Tally tally() {
    return tally;
  }

  /**
   * Gives away what was counted since the last time, as this day's; gives how many uses were not
   * counted, for there were too many. By one at a time.
   *
   * <p>A request that is at this moment between finding its tally and counting in it counts in the
   * old one, which is therefore looked at once more the next time.
   */
  long collect(UsageBacklog backlog) {
    var counted = tally;
    tally = new Tally();
    var now = clock.instant();
    var today = dayOf(now);
    long lost = 0;
    for (var each : List.of(before, counted)) {
      lost +=
          each.collect(
              (of, operations) ->
                  backlog.add(
                      new UsageRow(today, of.client(), of.version(), of.coordinate()),
                      new UsageBacklog.Count(operations, now)));
    }
    before = counted;
    if (!today.equals(day)) {
      day = today;
      clients = clientsOfADay.get();
    }
    return lost;
  }

  static LocalDate dayOf(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }
}
