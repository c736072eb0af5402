package org.example.observatory;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
  static RunningApplication start(String name, Main main, String... arguments) throws Exception {
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
                          return null;
                        });
                  } catch (Exception failed) {
                    ready.completeExceptionally(failed);
                  }
                });
    return new RunningApplication(thread, ready.get(START.toSeconds(), TimeUnit.SECONDS));
  }

  /** The port that its server was given. */
  int port() {
    return Integer.parseInt(
        Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port")));
  }

  /** A bean of the application. */
  <T> T bean(Class<T> type) {
    return context.getBean(type);
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
