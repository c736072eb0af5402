package io.millrace.ops.extension;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;

/**
 * What a domain adds to the launcher.
 *
 * <p>A domain that wants a command of its own, or data to begin with, implements this with a public
 * constructor without arguments and names the class in the file {@code
 * META-INF/services/io.millrace.ops.extension.LauncherExtension} of its resources.
 */
public interface LauncherExtension {

  /**
   * More commands: objects of classes with picocli's {@code @Command}, that are {@code Runnable} or
   * {@code Callable<Integer>}. An {@code IllegalArgumentException} of theirs is shown as a
   * sentence, without a trace; {@link io.millrace.ops.cli.Running} tells what runs where.
   */
  default List<Object> commands() {
    return List.of();
  }

  /** The data that {@code up} fills an empty database with; at most one extension has some. */
  default Optional<SampleData> sampleData() {
    return Optional.empty();
  }

  /** What {@code bench} measures; at most one extension has some. */
  default Optional<Benchmark> benchmark() {
    return Optional.empty();
  }

  /** For whom {@code token} makes tokens. */
  default List<TokenRole> tokenRoles() {
    return List.of();
  }

  /** Every extension on the class path. */
  static List<LauncherExtension> all() {
    return ServiceLoader.load(LauncherExtension.class).stream().map(Provider::get).toList();
  }
}
