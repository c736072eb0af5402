package io.millrace.ops.test;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;

/** An application of the platform, started by its own main method in a thread of this JVM. */
final class RunningApplication implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(30);

  private final Thread thread;
  private final ConfigurableApplicationContext context;

  private RunningApplication(Thread thread, ConfigurableApplicationContext context) {
    this.thread = thread;
    this.context = context;
  }

  /** A main method. */
  interface Main {
    void run(String[] arguments) throws InterruptedException;
  }

  /** Starts an application and waits until it is ready. */
  static RunningApplication start(String name, Main main, String... arguments)
      throws InterruptedException {
    var ready = new CompletableFuture<ConfigurableApplicationContext>();
    var thread =
        Thread.ofPlatform()
            .name(name)
            .daemon()
            .start(
                () -> {
                  try {
                    SpringApplication.withHook(
                        _ -> new Ready(ready),
                        () -> {
                          main.run(arguments);
                          return name;
                        });
                  } catch (Exception failed) {
                    ready.completeExceptionally(failed);
                  }
                });
    try {
      return new RunningApplication(thread, ready.get(START.toSeconds(), TimeUnit.SECONDS));
    } catch (ExecutionException failed) {
      throw new IllegalStateException("The " + name + " does not start", failed.getCause());
    } catch (TimeoutException late) {
      throw new IllegalStateException(
          "The %s was not ready within %s".formatted(name, START), late);
    }
  }

  /** The port that its server was given. */
  int port() {
    return Integer.parseInt(
        Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port")));
  }

  @Override
  public void close() throws InterruptedException {
    context.close();
    if (!thread.join(END)) {
      throw new IllegalStateException(thread.getName() + " does not end");
    }
  }

  private record Ready(CompletableFuture<ConfigurableApplicationContext> context)
      implements SpringApplicationRunListener {

    @Override
    public void ready(ConfigurableApplicationContext started, @Nullable Duration taken) {
      context.complete(started);
    }

    @Override
    public void failed(@Nullable ConfigurableApplicationContext started, Throwable failure) {
      context.completeExceptionally(failure);
    }
  }
}
