package io.millrace.projector;

import io.millrace.projector.run.Projector;
import io.millrace.projector.run.ProjectorProperties;
import io.millrace.projector.slot.ProjectorHaltException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the projector while the application runs. It begins when the context is complete, so that a
 * start that only trains the AOT cache never takes the slot.
 */
class ProjectorLifecycle implements SmartLifecycle {

  /** How a process ends whose projector halted; a supervisor should not start it again at once. */
  static final int HALTED_EXIT_CODE = 3;

  private final Projector projector;
  private final boolean enabled;
  private final CompletableFuture<Integer> end = new CompletableFuture<>();
  private volatile boolean running;

  ProjectorLifecycle(Projector projector, ProjectorProperties properties) {
    this.projector = projector;
    this.enabled = properties.enabled();
  }

  @Override
  public void start() {
    running = true;
    if (enabled) {
      Thread.ofPlatform().name("millrace-projector").start(this::project);
    }
  }

  @Override
  public void stop() {
    running = false;
    projector.close();
    end.complete(0);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Waits until the projector has ended and gives the process's exit code. */
  int awaitEnd() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void project() {
    try {
      projector.run();
      end.complete(0);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      end.complete(0);
    } catch (ProjectorHaltException halted) {
      end.complete(HALTED_EXIT_CODE);
    }
  }
}
