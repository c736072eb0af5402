package io.millrace.storefront;

import static org.awaitility.Awaitility.await;

import io.millrace.write.command.CommandResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Two commands of which the second begins when the first has done its work and not committed yet.
 * The first commits when the second waits for it, or has ended without waiting.
 */
record Race(CommandResult first, CommandResult second) {

  private static final Duration BOUND = Duration.ofSeconds(30);

  static Race between(Mono<CommandResult> first, Mono<CommandResult> second) throws Exception {
    var worked = new CompletableFuture<CommandResult>();
    var commit = Sinks.<Void>empty();
    var ahead =
        Commands.running(
                first
                    .doOnNext(worked::complete)
                    .doOnError(worked::completeExceptionally)
                    .delayUntil(result -> commit.asMono()))
            .toFuture();
    worked.get(BOUND.toSeconds(), TimeUnit.SECONDS);
    var behind = Commands.running(second).toFuture();
    await().atMost(BOUND).until(() -> behind.isDone() || Commands.somebodyWaitsForALock());
    commit.tryEmitEmpty();
    return new Race(
        ahead.get(BOUND.toSeconds(), TimeUnit.SECONDS),
        behind.get(BOUND.toSeconds(), TimeUnit.SECONDS));
  }

  /** What the second is refused for, as {@code CODE at path}; the first must be done. */
  static List<String> refusedBehind(Mono<CommandResult> first, Mono<CommandResult> second)
      throws Exception {
    var race = between(first, second);
    Commands.touched(race.first());
    return Commands.refusals(race.second());
  }
}
