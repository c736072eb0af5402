package io.millrace.ops.attack;

import graphql.schema.GraphQLSchema;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs every attack, then the mutants, with a well-behaved client beside them. */
public final class AttackRun {

  private static final int AT_ONCE = 6;
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration QUIET = Duration.ofSeconds(5);

  private final URI api;
  private final Target target;
  private final long seed;

  /**
   * @param api where GraphQL is answered
   * @param schema what clients see of it
   * @param tokens good ones of several people, so that what the API lets nobody in particular do is
   *     attacked too
   * @param seed of everything random
   */
  public AttackRun(URI api, GraphQLSchema schema, List<String> tokens, long seed) {
    this.api = api;
    this.target =
        new Target(api, schema, tokens, new SampleOperations(schema, new SplittableRandom(seed)));
    this.seed = seed;
  }

  /**
   * Attacks.
   *
   * @param mutants how many requests are made at random
   * @param progress is told what goes on
   * @throws IOException when the API can't be reached at all
   */
  public AttackFigures run(int mutants, Consumer<String> progress)
      throws IOException, InterruptedException {
    requireTokens();
    var bystander = new Bystander(target);
    progress.accept("a client asks undisturbed");
    bystander.ask(within(WARM_UP));
    var quiet = bystander.ask(within(QUIET));
    var attacking = new AtomicBoolean(true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var beside = threads.submit(() -> bystander.ask(attacking::get));
      List<AttackFigures.Kind> kinds;
      try {
        kinds = kinds(threads::submit, mutants, progress);
      } finally {
        attacking.set(false);
      }
      return new AttackFigures(seed, kinds, quiet, result(beside));
    }
  }

  /** A token that is refused would make its holder's attacks ones that nobody carries out. */
  private void requireTokens() throws IOException {
    var attacker = new Attacker(api, "tokens");
    for (var token : target.tokens()) {
      var answer = attacker.harmless(Request.post(api, "{ __typename }").bearing(token));
      if (!answer.hasData()) {
        throw new IllegalArgumentException(
            "The API at %s does not take a token that the attack is to use: %s. Give good ones by --token."
                .formatted(api, answer.body()));
      }
    }
  }

  private interface Threads {
    Future<Attacker> start(Callable<Attacker> task);
  }

  private List<AttackFigures.Kind> kinds(Threads threads, int mutants, Consumer<String> progress)
      throws IOException, InterruptedException {
    var places = new Semaphore(AT_ONCE);
    var attacks = attacks();
    var running = new ArrayList<Future<Attacker>>();
    for (int at = 0; at < attacks.size(); at++) {
      var attack = attacks.get(at);
      var seeded = target.seeded(seed + at);
      running.add(
          threads.start(
              () -> {
                places.acquire();
                try {
                  progress.accept(attack.name());
                  var attacker = new Attacker(api, attack.name());
                  attack.course().run(attacker, seeded);
                  return attacker;
                } finally {
                  places.release();
                }
              }));
    }
    var kinds = new ArrayList<AttackFigures.Kind>();
    for (var future : running) {
      kinds.add(kind(result(future)));
    }
    progress.accept("%,d requests changed at random".formatted(mutants));
    kinds.add(mutants(threads, mutants));
    return kinds;
  }

  private AttackFigures.Kind mutants(Threads threads, int count)
      throws IOException, InterruptedException {
    var attacker = new Attacker(api, "requests changed at random");
    var random = new SplittableRandom(seed);
    var running = new ArrayList<Future<Attacker>>();
    for (int worker = 0; worker < AT_ONCE; worker++) {
      var mutants = new Mutants(target, random.split());
      int share = count / AT_ONCE + (worker < count % AT_ONCE ? 1 : 0);
      running.add(
          threads.start(
              () -> {
                for (int sent = 0; sent < share; sent++) {
                  attacker.harmless(mutants.next());
                }
                return attacker;
              }));
    }
    for (var future : running) {
      result(future);
    }
    return kind(attacker);
  }

  private static AttackFigures.Kind kind(Attacker attacker) {
    return new AttackFigures.Kind(
        attacker.name(), attacker.outcomes(), attacker.timings(), attacker.violations());
  }

  static List<Attack> attacks() {
    return Stream.of(
            DocumentAttacks.all(),
            BodyAttacks.all(),
            TransportAttacks.all(),
            IdentityAttacks.all(),
            OperationAttacks.all())
        .flatMap(List::stream)
        .toList();
  }

  private static BooleanSupplier within(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    return () -> System.nanoTime() < end;
  }

  private static <T> T result(Future<T> future) throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException failure) {
      throw new IOException("An attack failed: " + failure.getCause(), failure.getCause());
    }
  }
}
