package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher's commands promise besides the storefront's answers. */
final class LauncherIT {

  private static final String COUNT = "{ products(first: 1) { totalCount } }";

  @TempDir Path home;

  @Test
  void dataSurvivesAStopAndAKillOfTheSupervisor() throws Exception {
    try (var millrace = new Installation(home)) {
      millrace.up("--demo-products", "20").succeeded();
      millrace.settled();
      assertThat(millrace.query(COUNT).at("/products/totalCount").asInt()).isEqualTo(20);

      millrace.killSupervisor();
      millrace.up("--demo-products", "20").succeeded();
      millrace.settled();
      assertThat(millrace.query(COUNT).at("/products/totalCount").asInt()).isEqualTo(20);

      millrace.run("down").succeeded();
      assertThat(Files.exists(home.resolve("run/addresses.json"))).isFalse();
      millrace.run("reset").succeeded();
      assertThat(home).doesNotExist();
    }
  }

  @Test
  void aSlotLostWhileTheProjectorIsDownIsToldAndRebuildBringsEverythingBack() throws Exception {
    try (var millrace = new Installation(home)) {
      millrace.up("--demo-products", "20").succeeded();
      var before = millrace.settled();
      millrace.loseSlot();
      millrace.awaitHalt();
      var status = millrace.run("status");
      assertThat(status.code()).isEqualTo(1);
      assertThat(status.output()).contains("missing", "./millrace rebuild --all");
      assertThat(millrace.run("rebuild").code()).isEqualTo(2);

      var rebuilt = millrace.run("rebuild", "--all").succeeded();
      assertThat(rebuilt.output()).contains("started again");
      var after = millrace.settled();
      assertThat(after.get("models")).isEqualTo(before.get("models"));
      assertThat(millrace.query(COUNT).at("/products/totalCount").asInt()).isEqualTo(20);

      // A projector that is well is stopped for it too.
      millrace.run("rebuild", "--all").succeeded();
      assertThat(millrace.settled().get("models")).isEqualTo(before.get("models"));
    }
  }

  @Test
  void takenPortIsNamedAndNothingStaysBehind() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var millrace = new Installation(home)) {
      var refused = millrace.up("--port", Integer.toString(taken.getLocalPort()));
      assertThat(refused.code()).isNotZero();
      assertThat(refused.output())
          .contains("Port " + taken.getLocalPort(), "in use", "another port");
    }
  }

  @Test
  void commandsWithoutARunSayHowToStartOne() throws Exception {
    try (var millrace = new Installation(home)) {
      var status = millrace.run("status");
      assertThat(status.code()).isEqualTo(1);
      assertThat(status.output()).contains("./millrace up");
    }
  }
}
