package io.millrace.ops.bench;

import io.millrace.ops.run.Addresses;
import io.millrace.ops.run.DatabaseAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Processor time by process over a stretch of work.
 *
 * @param processes that are watched
 * @param before seconds by process when the stretch began
 */
record ProcessorUse(List<MeasuredProcess> processes, Map<String, Double> before) {

  /** Servers on this machine that listen at these addresses, and this process as {@code bench}. */
  static List<MeasuredProcess> processes(Addresses addresses) {
    return Stream.of(
            at("api", addresses.api()),
            at("projector", addresses.projector()),
            MeasuredProcess.listeningOn(
                "postgres", DatabaseAddress.parse(addresses.postgres()).port()),
            at("elasticsearch", addresses.elasticsearch()),
            at("redis", addresses.redis()),
            Optional.of(MeasuredProcess.self("bench")))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<MeasuredProcess> at(String name, String address) {
    return MeasuredProcess.listeningOn(name, URI.create(address).getPort());
  }

  /** Begins a stretch. */
  static ProcessorUse begin(List<MeasuredProcess> processes) {
    return new ProcessorUse(processes, read(processes));
  }

  /** Seconds by process since the stretch began. */
  Map<String, Double> seconds() {
    var used = read(processes);
    used.replaceAll((name, after) -> after - before.getOrDefault(name, 0.0));
    return used;
  }

  private static Map<String, Double> read(List<MeasuredProcess> processes) {
    var seconds = new LinkedHashMap<String, Double>();
    processes.forEach(process -> seconds.put(process.name(), process.processorSeconds()));
    return seconds;
  }
}
