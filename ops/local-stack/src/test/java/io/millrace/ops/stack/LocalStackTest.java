package io.millrace.ops.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {

  @TempDir Path folder;

  @Test
  void aSecondStartContinuesWithTheSameDataInAllThree() throws Exception {
    try (LocalStack stack = LocalStack.open(Settings.in(folder), StackProgress.silent())) {
      Sample.write(stack);
    }
    assertThat(serversOf(folder)).isEmpty();
    try (LocalStack stack = LocalStack.open(Settings.in(folder), StackProgress.silent())) {
      assertThat(Sample.read(stack)).isEqualTo(Sample.WRITTEN);
    }
  }

  @Nested
  class APortThatIsTaken {

    @Test
    void isNamedWithTheRemedyWhereItIsFixed() throws Exception {
      try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        StackSettings settings =
            Settings.in(folder)
                .withPorts(
                    PortChoice.any(), PortChoice.any(), PortChoice.fixed(other.getLocalPort()));
        assertThatThrownBy(() -> LocalStack.open(settings, StackProgress.silent()))
            .isInstanceOf(StackException.class)
            .hasMessageContaining("Port " + other.getLocalPort() + ", where redis is to listen")
            .hasMessageContaining("give redis another port");
        assertThat(LocalStack.owner(folder)).isEmpty();
      }
    }

    @Test
    void givesWayToAnotherWhereItIsOnlyPreferred() throws Exception {
      try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        int port = PortChoice.preferred(other.getLocalPort()).decide("redis");
        assertThat(port).isPositive().isNotEqualTo(other.getLocalPort());
      }
    }

    @Test
    void isChangedWhereAnotherProgramWasFasterThanTheServer() throws Exception {
      try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          RedisServer redis = new RedisServer(redisOn(other.getLocalPort(), false))) {
        redis.start();
        assertThat(redis.port()).isNotEqualTo(other.getLocalPort());
        redis.flush();
      }
    }

    @Test
    void isNamedWhereTheServerItselfMeetsIt() throws Exception {
      try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          RedisServer redis = new RedisServer(redisOn(other.getLocalPort(), true))) {
        assertThatThrownBy(redis::start)
            .isInstanceOf(StackException.class)
            .hasMessageContaining("Port " + other.getLocalPort());
        assertThat(redis.isRunning()).isFalse();
      }
    }

    private ServerPlace redisOn(int port, boolean fixed) {
      return new ServerPlace(
          folder, "redis", port, fixed, Duration.ofSeconds(20), true, StackProgress.silent());
    }
  }

  @Nested
  class ADiskThatIsFull {

    @Test
    void isToldBeforeAnythingStarts() {
      StackSettings settings = Settings.in(folder).withFreeSpace(1L << 30, any -> 100L << 20);
      assertThatThrownBy(() -> LocalStack.open(settings, StackProgress.silent()))
          .isInstanceOf(StackException.class)
          .hasMessageContaining("has 100 MB free and the servers need 1024 MB")
          .hasMessageContaining("Free some space");
      assertThat(folder.resolve("data")).doesNotExist();
      assertThat(LocalStack.owner(folder)).isEmpty();
    }
  }

  @Nested
  class AnotherLauncher {

    @Test
    void thatRunsKeepsTheFolderToItself() throws Exception {
      try (LauncherProcess launcher = LauncherProcess.open(folder)) {
        assertThat(LocalStack.owner(folder)).contains(launcher.pid());
        assertThatThrownBy(() -> LocalStack.open(Settings.in(folder), StackProgress.silent()))
            .isInstanceOf(StackException.class)
            .hasMessageContaining("in use by a running stack (process " + launcher.pid() + ")");
        launcher.terminate();
        launcher.readUntil("CLOSED");
      }
    }

    @Test
    void thatWasKilledLeavesServersThatTheNextStackReplaces() throws Exception {
      List<ProcessHandle> leftBehind;
      try (LauncherProcess launcher = LauncherProcess.open(folder)) {
        launcher.killAtOnce();
        leftBehind = serversOf(folder);
        assertThat(leftBehind).hasSize(3);
        assertThat(LocalStack.owner(folder)).isEmpty();
      }
      try (LocalStack stack = LocalStack.open(Settings.in(folder), StackProgress.silent())) {
        assertThat(leftBehind).noneMatch(Liveness::runs);
        Sample.write(stack);
        assertThat(Sample.read(stack)).isEqualTo(Sample.WRITTEN);
      }
    }

    @Test
    void thatIsInterruptedByCtrlCStillHasItsServersInItsHook() throws Exception {
      assumeThat(LauncherProcess.heedsCtrlC())
          .as("a background job of a shell can't be interrupted, nor can what it starts")
          .isTrue();
      try (LauncherProcess launcher = LauncherProcess.open(folder)) {
        launcher.pressCtrlC();
        assertThat(launcher.readUntil("RUNNING AT THE HOOK")).endsWith("true");
        launcher.readUntil("CLOSED");
        assertThat(serversOf(folder)).isEmpty();
      }
    }
  }

  @Test
  void aDeadProcessThatNobodyBuriesDoesNotRun() throws Exception {
    // The shell starts a child and becomes a program that never asks what became of it.
    Process parent = new ProcessBuilder("sh", "-c", "sleep 60 & exec sleep 60").start();
    try {
      ProcessHandle child = childOf(parent);
      assertThat(Liveness.runs(child)).isTrue();
      child.destroyForcibly();
      assertThat(Liveness.awaitEnd(child, Duration.ofSeconds(20))).isTrue();
      assertThat(Liveness.runs(parent.toHandle())).isTrue();
      assertThat(parent.children()).as("it is dead and not buried").contains(child);
    } finally {
      parent.destroyForcibly();
    }
  }

  private static ProcessHandle childOf(Process parent) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < end) {
      Optional<ProcessHandle> child = parent.children().findFirst();
      if (child.isPresent()) {
        return child.get();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("The shell started nothing");
  }

  @Nested
  class AStaleLockFileOfPostgres {

    @Test
    void isNoHindranceWhereAnotherProgramHasItsProcessIdByNow() throws Exception {
      PostgresServer postgres = new PostgresServer(postgres());
      postgres.start();
      postgres.kill();
      Path lock = folder.resolve("data/postgres/postmaster.pid");
      List<String> lines = Files.readAllLines(lock);
      Process stranger = new ProcessBuilder("sleep", "60").start();
      try {
        lines.set(0, Long.toString(stranger.pid()));
        Files.write(lock, lines);
        postgres.restart();
        assertThat(stranger.isAlive()).isTrue();
        postgres.database("postgres").execute("select 1");
      } finally {
        postgres.kill();
        stranger.destroyForcibly();
      }
    }

    @Test
    void whoseServerStillRunsLeadsToIt() throws Exception {
      PostgresServer first = new PostgresServer(postgres());
      first.start();
      long pid = first.pid().orElseThrow();
      // As when the launcher was killed between starting the server and recording it.
      Files.delete(folder.resolve("run/postgres.pid"));
      try (PostgresServer second = new PostgresServer(postgres())) {
        second.start();
        assertThat(ProcessHandle.of(pid)).isEmpty();
        second.database("postgres").execute("select 1");
      }
    }

    private ServerPlace postgres() {
      return new ServerPlace(
          folder,
          "postgres",
          PortChoice.any().decide("postgres"),
          false,
          Duration.ofSeconds(20),
          true,
          StackProgress.silent());
    }
  }

  @Test
  void aRecordedProcessIdThatAnotherProgramHasByNowIsLeftAlone() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "60").start();
    Path record = folder.resolve("run/redis.pid");
    Files.createDirectories(record.getParent());
    Files.writeString(record, stranger.pid() + " 1000000000000");
    try (RedisServer redis =
        new RedisServer(
            new ServerPlace(
                folder,
                "redis",
                PortChoice.any().decide("redis"),
                false,
                Duration.ofSeconds(20),
                true,
                StackProgress.silent()))) {
      redis.start();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aServerThatDoesNotAnswerInTimeIsEndedAndExplained() {
    StackSettings settings = Settings.in(folder).withStartLimit(Duration.ofMillis(200));
    assertThatThrownBy(() -> LocalStack.open(settings, StackProgress.silent()))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("elasticsearch did not answer within");
    assertThat(LocalStack.owner(folder)).isEmpty();
    try (Stream<ProcessHandle> processes = ProcessHandle.current().descendants()) {
      assertThat(processes.filter(process -> isServerOf(folder, process))).isEmpty();
    }
  }

  private static List<ProcessHandle> serversOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("run"))) {
      return files
          .filter(file -> !file.endsWith("stack.pid") && file.toString().endsWith(".pid"))
          .map(LocalStackTest::record)
          .flatMap(Optional::stream)
          .flatMap(record -> record.process().stream())
          .toList();
    }
  }

  private static Optional<ProcessRecord> record(Path file) {
    try {
      return ProcessRecord.read(file);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static boolean isServerOf(Path folder, ProcessHandle process) {
    return process.info().commandLine().orElse("").contains(folder.toString());
  }
}
