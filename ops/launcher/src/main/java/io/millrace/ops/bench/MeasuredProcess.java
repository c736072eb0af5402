package io.millrace.ops.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the kernel has counted for a server: its process and those that it started, as Postgres
 * starts one for each connection. From {@code /proc}, so on Linux alone and on this machine alone.
 *
 * @param name as it is reported
 * @param pid of the process that listens
 */
record MeasuredProcess(String name, long pid) {

  private static final Path PROC = Path.of("/proc");

  /** The kernel's clock ticks: 100 a second on every Linux that runs a JVM. */
  private static final double TICKS_PER_SECOND = 100;

  private static final String LISTENS = "0A";

  /** The process that listens on a port of this machine; empty where none is to be seen. */
  static Optional<MeasuredProcess> listeningOn(String name, int port) {
    var sockets = new HashSet<String>();
    for (var table : List.of("net/tcp", "net/tcp6")) {
      sockets.addAll(listeners(PROC.resolve(table), port));
    }
    if (sockets.isEmpty()) {
      return Optional.empty();
    }
    return ProcessHandle.allProcesses()
        .filter(process -> holds(process.pid(), sockets))
        // Connections' processes inherit the listening socket: the oldest is the server's.
        .min((one, other) -> Long.compare(one.pid(), other.pid()))
        .map(process -> new MeasuredProcess(name, process.pid()));
  }

  /** This process. */
  static MeasuredProcess self(String name) {
    return new MeasuredProcess(name, ProcessHandle.current().pid());
  }

  /** Seconds of processor time since it began, of its processes that have ended too. */
  double processorSeconds() {
    return tree().mapToDouble(each -> ticks(each) / TICKS_PER_SECOND).sum();
  }

  /** Bytes of memory in use; what several processes share is counted once. */
  long residentBytes() {
    return tree().mapToLong(MeasuredProcess::proportionalBytes).sum();
  }

  private Stream<Long> tree() {
    if (pid == ProcessHandle.current().pid()) {
      return Stream.of(pid); // the servers that a benchmark has started are counted by themselves
    }
    return Stream.concat(
        Stream.of(pid),
        ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).map(ProcessHandle::pid));
  }

  private static Set<String> listeners(Path table, int port) {
    var inodes = new HashSet<String>();
    var local = ":%04X".formatted(port);
    for (var line : lines(table)) {
      var columns = line.strip().split("\\s+");
      if (columns.length > 9 && columns[1].endsWith(local) && columns[3].equals(LISTENS)) {
        inodes.add("socket:[" + columns[9] + "]");
      }
    }
    return inodes;
  }

  private static boolean holds(long pid, Set<String> sockets) {
    try (DirectoryStream<Path> open =
        Files.newDirectoryStream(PROC.resolve(Long.toString(pid)).resolve("fd"))) {
      for (var file : open) {
        if (Files.isSymbolicLink(file)
            && sockets.contains(Files.readSymbolicLink(file).toString())) {
          return true;
        }
      }
    } catch (IOException | UncheckedIOException another) {
      return false; // another user's, or gone
    }
    return false;
  }

  private static double ticks(long pid) {
    var stat = String.join("", lines(PROC.resolve(Long.toString(pid)).resolve("stat")));
    if (stat.isEmpty()) {
      return 0;
    }
    // Behind the name, which may hold anything: state is 3, utime 14, and three more follow it.
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    double ticks = 0;
    for (int field = 14; field <= 17; field++) {
      ticks += Long.parseLong(fields[field - 3]);
    }
    return ticks;
  }

  private static long proportionalBytes(long pid) {
    return lines(PROC.resolve(Long.toString(pid)).resolve("smaps_rollup")).stream()
        .filter(line -> line.startsWith("Pss:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .sum();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException gone) {
      return List.of();
    }
  }
}
