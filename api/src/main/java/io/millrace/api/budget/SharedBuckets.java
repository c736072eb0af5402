package io.millrace.api.budget;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.millrace.api.guard.GuardRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Mono;

/**
 * Buckets of all nodes together, in the guards' Redis: each call is one script, which Redis runs
 * alone and on its own clock.
 */
final class SharedBuckets implements Buckets {

  private static final HexFormat HEX = HexFormat.of();

  private final GuardRedis redis;
  private final String prefix;
  private final Duration unsettled;
  private final Script charge = Script.of("charge.lua");
  private final Script settle = Script.of("settle.lua");

  /**
   * @param prefix the first part of the keys
   * @param unsettled how long a charge waits for its settlement
   */
  SharedBuckets(GuardRedis redis, String prefix, Duration unsettled) {
    this.redis = redis;
    this.prefix = prefix;
    this.unsettled = unsettled;
  }

  @Override
  public Mono<Filling> charge(String owner, String id, double amount, BucketSize size) {
    return run(
        charge,
        keys(owner, id),
        number(amount),
        number(size.capacity()),
        number(size.restoreRate()),
        String.valueOf(unsettled.toMillis()));
  }

  @Override
  public Mono<Filling> settle(String owner, String id, double actual, BucketSize size) {
    return run(
        settle,
        keys(owner, id),
        number(actual),
        number(size.capacity()),
        number(size.restoreRate()));
  }

  private Mono<Filling> run(Script script, String[] keys, String... arguments) {
    return redis.ask(commands -> script.run(commands, keys, arguments)).map(SharedBuckets::filling);
  }

  private static Filling filling(List<Object> answer) {
    return new Filling(
        Long.valueOf(1).equals(answer.get(0)), Double.parseDouble((String) answer.get(1)));
  }

  /** Both keys of an owner are in one slot of a cluster; a name of any length has a short key. */
  private String[] keys(String owner, String id) {
    var name = HEX.formatHex(digest("SHA-256", owner), 0, 16);
    return new String[] {
      "%s:budget:{%s}".formatted(prefix, name), "%s:budget:{%s}:%s".formatted(prefix, name, id)
    };
  }

  private static String number(double value) {
    return Double.toString(value);
  }

  private static byte[] digest(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has " + algorithm, impossible);
    }
  }

  /** A script, which Redis knows by its hash once it has run it. */
  private record Script(String text, String hash) {

    static Script of(String file) {
      try (var in = Objects.requireNonNull(SharedBuckets.class.getResourceAsStream(file), file)) {
        var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return new Script(text, HEX.formatHex(digest("SHA-1", text)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    CompletionStage<List<Object>> run(
        RedisAsyncCommands<String, String> commands, String[] keys, String[] arguments) {
      CompletionStage<List<Object>> known =
          commands.evalsha(hash, ScriptOutputType.MULTI, keys, arguments);
      return known.exceptionallyCompose(
          failure ->
              isUnknown(failure)
                  ? commands.eval(text, ScriptOutputType.MULTI, keys, arguments)
                  : CompletableFuture.failedStage(failure));
    }

    private static boolean isUnknown(Throwable failure) {
      return failure instanceof RedisNoScriptException
          || (failure instanceof CompletionException
              && failure.getCause() instanceof RedisNoScriptException);
    }
  }
}
