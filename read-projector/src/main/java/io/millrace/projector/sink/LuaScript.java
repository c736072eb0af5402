package io.millrace.projector.sink;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.Base16;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** A Lua script that is sent by its hash, and whole only when Redis has forgotten it. */
public final class LuaScript {

  private final byte[] source;
  private final String digest;

  private LuaScript(byte[] source) {
    this.source = source;
    try {
      this.digest =
          new String(Base16.encode(MessageDigest.getInstance("SHA-1").digest(source), false));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The script in a resource beside {@code neighbour}. */
  public static LuaScript load(Class<?> neighbour, String name) {
    try (var resource = neighbour.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException("The script %s is not on the class path".formatted(name));
      }
      return new LuaScript(resource.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Runs the script once for each call, all in one pipeline.
   *
   * @return the answers, lists of texts, in the calls' order
   * @throws StoreAwayException when Redis did not answer all of them; any part may have run
   */
  public List<List<String>> run(RedisLink redis, List<Call> calls) {
    List<List<Object>> answers;
    try {
      answers = redis.pipeline(commands -> send(commands, calls));
    } catch (RedisNoScriptException forgotten) {
      redis.call(commands -> commands.scriptLoad(source));
      answers = redis.pipeline(commands -> send(commands, calls));
    }
    return answers.stream().map(LuaScript::texts).toList();
  }

  private List<RedisFuture<List<Object>>> send(
      RedisAsyncCommands<byte[], byte[]> commands, List<Call> calls) {
    var futures = new ArrayList<RedisFuture<List<Object>>>(calls.size());
    for (var call : calls) {
      futures.add(
          commands.evalsha(
              digest,
              ScriptOutputType.MULTI,
              call.keys().toArray(byte[][]::new),
              call.arguments().toArray(byte[][]::new)));
    }
    return futures;
  }

  private static List<String> texts(List<Object> answer) {
    return answer.stream().map(text -> new String((byte[]) text, StandardCharsets.UTF_8)).toList();
  }

  /**
   * One run of a script.
   *
   * @param keys {@code KEYS}, all of one slot
   * @param arguments {@code ARGV}
   */
  public record Call(List<byte[]> keys, List<byte[]> arguments) {

    /** A call that is filled as its parts are found. */
    public static Call empty() {
      return new Call(new ArrayList<>(), new ArrayList<>());
    }

    /** Adds a key. */
    public Call key(String key) {
      keys.add(key.getBytes(StandardCharsets.UTF_8));
      return this;
    }

    /** Adds an argument. */
    public Call argument(String argument) {
      return argument(argument.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds an argument. */
    public Call argument(byte[] argument) {
      arguments.add(argument);
      return this;
    }
  }
}
